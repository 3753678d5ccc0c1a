using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>What a client is told about an exception: never what it says.</summary>
public static partial class UnexpectedErrors
{
    /// <summary>Answers, and logs where it broke: type and stack, never the message, which may quote what somebody wrote.</summary>
    internal static Task AnswerAsync(HttpContext context)
    {
        var feature = context.Features.Get<IExceptionHandlerFeature>();
        var error = feature?.Error;
        var problem = Explain(error);
        if (problem.Status >= 500 && error is not null)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Wardline.Http");
            RequestFailed(logger, context.Request.Method, feature?.Endpoint?.DisplayName, Kind(error), error.StackTrace);
        }

        return ProblemResults.WriteAsync(context, problem);
    }

    private static string Kind(Exception error) =>
        error is PostgresException postgres ? $"PostgreSQL {postgres.SqlState}" : error.InnerException is { } inner ? $"{error.GetType().Name} > {Kind(inner)}" : error.GetType().Name;

    [LoggerMessage(2010, LogLevel.Error, "{Method} {Endpoint} failed: {Kind}\n{Stack}")]
    private static partial void RequestFailed(ILogger logger, string method, string? endpoint, string kind, string? stack);

    /// <summary>What may be said of it, whichever way the request came.</summary>
    public static Problem Explain(Exception? error) => error switch
    {
        null => Problem.Internal(),
        BadHttpRequestException bad => ProblemResults.ForStatus(bad.StatusCode),
        // Text from a query or a body that PostgreSQL cannot hold, such as U+0000.
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } => ProblemResults.ForStatus(400),
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) ? Problem.Unavailable() : Problem.Internal(),
        NpgsqlException => Problem.Unavailable(),
        _ => Explain(error.InnerException),
    };
}
