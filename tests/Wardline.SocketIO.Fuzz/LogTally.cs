using System.Collections.Concurrent;

namespace Wardline.SocketIO.Fuzz;

/// Counts what no client may cause: warnings and errors.
internal sealed class LogTally : ILoggerProvider, ILogger
{
    /// Kestrel's remark that the machine is busy.
    private const string SlowHeartbeat = "HeartbeatSlow";

    public ConcurrentQueue<string> Unexpected { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning && eventId.Name != SlowHeartbeat)
        {
            Unexpected.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
