using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Wardline.SocketIO.Sessions;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.EngineIO;

/// Engine.IO at one path: opens sessions, and leads the requests of those that poll to them.
internal sealed class EngineEndpoint(SessionHost host, SocketIOLog log, Func<EngineEndpoint, HttpContext, EngineSession> open)
{
    private static readonly string[] s_webSocket = ["websocket"];

    public EncodedPacket OpenPacket(string sid, bool canUpgrade) => EnginePackets.Open(sid, canUpgrade ? s_webSocket : [], host.Limits);

    public Task HandleAsync(HttpContext context)
    {
        if (EngineRequest.Read(context.Request, WebSocketUpgrade.IsRequested(context)) is not { } request)
        {
            return EngineErrors.WriteAsync(context, EngineError.TransportUnknown);
        }
        if (request.SessionId is not { } sid)
        {
            return request.CheckOpening() is { } error ? EngineErrors.WriteAsync(context, error) : OpenAsync(context, request.IsWebSocket);
        }
        if (host.Find(sid) is not EngineSession session || session.Endpoint != this || !session.IsReachable)
        {
            return EngineErrors.WriteAsync(context, EngineError.SessionUnknown);
        }
        return request.IsWebSocket ? UpgradeAsync(context, request, session) : ContinueAsync(context, request, session);
    }

    private async Task OpenAsync(HttpContext context, bool isWebSocket)
    {
        if (host.Limits.OnHandshake is { } ask && await ask(context) is { Status: { } status } refusal)
        {
            await EngineErrors.WriteAsync(context, EngineError.Forbidden, status, refusal.Message);
            return;
        }
        if (!host.TryReserve())
        {
            context.Response.Headers.RetryAfter = "5";
            await EngineErrors.WriteAsync(
                context, EngineError.Forbidden, StatusCodes.Status503ServiceUnavailable, host.IsDraining ? "Shutting down" : "Too many connections");
            return;
        }
        EngineSession session;
        Stream? stream;
        try
        {
            // The request's headers are read before the upgrade, which may let go of them.
            session = open(this, context);
            stream = isWebSocket ? await WebSocketUpgrade.AcceptAsync(context) : null;
        }
        catch
        {
            host.Release();
            throw;
        }
        host.Add(session);
        log.Opened(session.Id);
        if (stream is null)
        {
            var polling = new PollingTransport(session);
            session.Open(polling);
            CloseIfDraining(session);
            await polling.PollAsync(context);
        }
        else
        {
            var transport = new WebSocketTransport(session, context, stream);
            session.Open(transport);
            CloseIfDraining(session);
            await transport.RunAsync();
        }
    }

    private static Task ContinueAsync(HttpContext context, EngineRequest request, EngineSession session)
    {
        if (session.Polling is not { } polling || !(request.IsGet || request.IsPost))
        {
            return EngineErrors.WriteAsync(context, EngineError.BadRequest);
        }
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        return request.IsGet ? polling.PollAsync(context) : polling.PostAsync(context);
    }

    private static async Task UpgradeAsync(HttpContext context, EngineRequest request, EngineSession session)
    {
        if (!request.IsUpgrade || session.TryProbe() is not { } probe)
        {
            await EngineErrors.WriteAsync(context, EngineError.BadRequest);
            return;
        }
        Stream stream;
        try
        {
            stream = await WebSocketUpgrade.AcceptAsync(context);
        }
        catch
        {
            session.EndUpgrade(probe);
            throw;
        }
        var transport = new WebSocketTransport(probe, context, stream);
        probe.Open(transport);
        await transport.RunAsync();
    }

    /// A shutdown may have begun between the reservation and the table of sessions, and then not have seen this one.
    private void CloseIfDraining(EngineSession session)
    {
        if (host.IsDraining)
        {
            session.Close(DisconnectReason.ServerShutdown, WebSocketStatus.GoingAway);
        }
    }
}
