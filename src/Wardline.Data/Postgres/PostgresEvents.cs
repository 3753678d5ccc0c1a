namespace Wardline.Data.Postgres;

internal static partial class PostgresEvents
{
    [LoggerMessage(1100, LogLevel.Information, "PostgreSQL is ready (process {Pid}, adopted {Adopted})")]
    internal static partial void Ready(ILogger logger, int pid, bool adopted);

    [LoggerMessage(1101, LogLevel.Error, "PostgreSQL (process {Pid}) is gone; starting it again")]
    internal static partial void Gone(ILogger logger, int pid);

    [LoggerMessage(1102, LogLevel.Warning, "PostgreSQL runs again (process {Pid})")]
    internal static partial void Restarted(ILogger logger, int pid);

    [LoggerMessage(1103, LogLevel.Error, "PostgreSQL could not be started again ({Code}); next attempt in {Seconds} s")]
    internal static partial void NotRestarted(ILogger logger, string code, double seconds, Exception error);

    [LoggerMessage(1104, LogLevel.Warning, "PostgreSQL did not stop in time and was left running; the next start takes it over")]
    internal static partial void LeftRunning(ILogger logger);
}
