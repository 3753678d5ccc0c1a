using Microsoft.AspNetCore.Http;

namespace Wardline.SocketIO.EngineIO;

/// What a request asks of the Engine.IO endpoint.
internal readonly record struct EngineRequest(bool IsWebSocket, string? SessionId, bool IsGet, bool IsPost, bool IsUpgrade, bool HasVersion4)
{
    /// Null when the transport is none of ours.
    public static EngineRequest? Read(HttpRequest request, bool isUpgrade)
    {
        string? transport = request.Query["transport"];
        if (transport is not ("websocket" or "polling"))
        {
            return null;
        }
        return new(
            transport == "websocket",
            request.Query.TryGetValue("sid", out var sid) ? sid.ToString() : null,
            HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method),
            HttpMethods.IsPost(request.Method),
            isUpgrade,
            request.Query["EIO"] == "4");
    }

    /// What is wrong with a request for a new session, in the reference server's order: method, upgrade, version.
    public EngineError? CheckOpening() => this switch
    {
        { IsGet: false } => EngineError.BadHandshakeMethod,
        _ when IsWebSocket != IsUpgrade => EngineError.BadRequest,
        { HasVersion4: false } => EngineError.UnsupportedVersion,
        _ => null,
    };
}
