using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>
/// What a client is told about an exception: a code. What the log is told: its types and where it was thrown. Neither
/// learns its message, which may hold what somebody wrote.
/// </summary>
internal sealed partial class UnexpectedErrors(ILogger<UnexpectedErrors> logger)
{
    public Task AnswerAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = Explain(error);
        if (error is not null && problem.Status >= StatusCodes.Status500InternalServerError)
        {
            Unexpected(problem.Code, Types(error), context.TraceIdentifier, error.StackTrace);
        }

        return ProblemResults.WriteAsync(context, problem);
    }

    internal static Problem Explain(Exception? error) => error switch
    {
        null => Problem.Internal(),
        BadHttpRequestException bad => ProblemResults.ForStatus(bad.StatusCode),
        // Text from a query or a body that PostgreSQL cannot hold, such as U+0000.
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } => ProblemResults.ForStatus(400),
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) ? Problem.Unavailable() : Problem.Internal(),
        NpgsqlException => Problem.Unavailable(),
        _ => Explain(error.InnerException),
    };

    private static string Types(Exception error)
    {
        var own = error is PostgresException postgres ? $"{nameof(PostgresException)} {postgres.SqlState}" : error.GetType().Name;
        return error.InnerException is { } inner ? $"{own} of {Types(inner)}" : own;
    }

    [LoggerMessage(2003, LogLevel.Error, "Answered {Code} because of {Error} (request {Request})\n{StackTrace}")]
    private partial void Unexpected(string code, string error, string request, string? stackTrace);
}
