using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Wardline.SocketIO.EngineIO;

/// What a request asks of the Engine.IO endpoint.
internal readonly record struct EngineRequest(bool IsWebSocket, string? SessionId, bool IsGet, bool IsPost, bool IsUpgrade, bool HasVersion4)
{
    /// Null when the transport is none of ours.
    public static EngineRequest? Read(HttpRequest request, bool isUpgrade)
    {
        ReadOnlyMemory<char> transport = default;
        ReadOnlyMemory<char> version = default;
        string? sid = null;
        // Not Request.Query: its dictionary would live as long as the connection.
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            switch (pair.DecodeName().Span)
            {
                case "transport":
                    transport = pair.DecodeValue();
                    break;
                case "EIO":
                    version = pair.DecodeValue();
                    break;
                case "sid":
                    sid = pair.DecodeValue().ToString();
                    break;
            }
        }
        bool isWebSocket = transport.Span is "websocket";
        return isWebSocket || transport.Span is "polling"
            ? new(
                isWebSocket,
                string.IsNullOrEmpty(sid) ? null : sid,
                HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method),
                HttpMethods.IsPost(request.Method),
                isUpgrade,
                version.Span is "4")
            : null;
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
