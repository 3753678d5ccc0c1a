using Microsoft.Extensions.Logging;

namespace Wardline.SocketIO;

/// Ids, names of registered events and exception types only: an exception's message may quote what a client sent.
internal sealed partial class SocketIOLog(ILogger<SocketIOServer> logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(EventId = 4001, Level = LogLevel.Debug, Message = "Session {SessionId} opened")]
    public partial void Opened(string sessionId);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "Session {SessionId} closed: {Reason}")]
    public partial void Closed(string sessionId, DisconnectReason reason);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Session {SessionId} sent an invalid packet")]
    public partial void InvalidPacket(string sessionId);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "Handler of {Event} failed on socket {SocketId}: {ExceptionType}\n{Stack}")]
    public partial void HandlerFailed(string @event, string socketId, string? exceptionType, string? stack);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Information, Message = "Draining {Connections} connections")]
    public partial void Draining(int connections);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Warning, Message = "Cut off {Connections} connections that did not close in time")]
    public partial void DrainIncomplete(int connections);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Error, Message = "What was held for a connection failed at its end: {ExceptionType}\n{Stack}")]
    public partial void Failed(string? exceptionType, string? stack);
}
