using Microsoft.AspNetCore.Http;
using Npgsql;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>What a client is told about an exception: never what it says.</summary>
internal static class UnexpectedErrors
{
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
