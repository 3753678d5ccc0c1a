using Microsoft.AspNetCore.Http;

namespace Wardline.SocketIO.EngineIO;

/// What a request asks of the Engine.IO endpoint, and what is wrong with it.
internal static class EngineRequest
{
    /// The order of the checks is the reference server's: transport, session, method, upgrade, version.
    public static EngineError? Check(IQueryCollection query, bool isUpgrade, string method)
    {
        string? transport = query["transport"];
        if (transport != "websocket")
        {
            return EngineError.TransportUnknown;
        }
        if (query.ContainsKey("sid"))
        {
            // A session of the WebSocket transport ends with its socket; none can be continued by a second request.
            return EngineError.SessionUnknown;
        }
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsConnect(method))
        {
            return EngineError.BadHandshakeMethod;
        }
        if (!isUpgrade)
        {
            return EngineError.BadRequest;
        }
        return query["EIO"] == "4" ? null : EngineError.UnsupportedVersion;
    }
}
