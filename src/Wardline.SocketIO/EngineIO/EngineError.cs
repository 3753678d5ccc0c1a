using Microsoft.AspNetCore.Http;

namespace Wardline.SocketIO.EngineIO;

/// The errors an Engine.IO server answers a request with, as numbered by the reference server.
internal enum EngineError
{
    TransportUnknown = 0,
    SessionUnknown = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5,
}

internal static class EngineErrors
{
    public static Task WriteAsync(HttpContext context, EngineError error) => WriteAsync(
        context,
        error,
        error == EngineError.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest,
        Message(error));

    public static Task WriteAsync(HttpContext context, EngineError error, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new EngineErrorBody((int)error, message),
            EngineJson.Default.EngineErrorBody,
            cancellationToken: context.RequestAborted);
    }

    private static string Message(EngineError error) => error switch
    {
        EngineError.TransportUnknown => "Transport unknown",
        EngineError.SessionUnknown => "Session ID unknown",
        EngineError.BadHandshakeMethod => "Bad handshake method",
        EngineError.BadRequest => "Bad request",
        EngineError.Forbidden => "Forbidden",
        _ => "Unsupported protocol version",
    };
}
