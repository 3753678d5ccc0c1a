using System.IO.Pipelines;
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
            return request.CheckOpening() is { } error ? EngineErrors.WriteAsync(context, error) : RunAsync(OpenAsync(context, request.IsWebSocket));
        }
        if (host.Find(sid) is not EngineSession session || session.Endpoint != this || !session.IsReachableNow())
        {
            return EngineErrors.WriteAsync(context, EngineError.SessionUnknown);
        }
        return request.IsWebSocket ? UpgradeAsync(context, request, session) : ContinueAsync(context, request, session);
    }

    /// Without a task around the transport's own: it would live as long as the connection.
    private static Task RunAsync(ValueTask<WebSocketTransport?> opening)
    {
        return opening.IsCompletedSuccessfully ? Run(opening.Result) : AwaitAsync(opening);

        static Task Run(WebSocketTransport? transport) => transport?.RunAsync() ?? Task.CompletedTask;

        static async Task AwaitAsync(ValueTask<WebSocketTransport?> opening) => await Run(await opening);
    }

    /// Null when the request is answered.
    private async ValueTask<WebSocketTransport?> OpenAsync(HttpContext context, bool isWebSocket)
    {
        var decision = host.Limits.OnHandshake is { } ask ? await ask(context) : HandshakeDecision.Accept();
        if (decision.Status is { } status)
        {
            await EngineErrors.WriteAsync(context, EngineError.Forbidden, status, decision.Message);
            return null;
        }
        if (!host.TryReserve())
        {
            decision.Lease?.Dispose();
            context.Response.Headers.RetryAfter = "5";
            await EngineErrors.WriteAsync(
                context, EngineError.Forbidden, StatusCodes.Status503ServiceUnavailable, host.IsDraining ? "Shutting down" : "Too many connections");
            return null;
        }
        EngineSession session;
        IDuplexPipe? pipe;
        try
        {
            // The request's headers are read before the upgrade, which may let go of them.
            session = open(this, context);
            session.Lease = decision.Lease;
            pipe = isWebSocket ? await WebSocketUpgrade.AcceptAsync(context) : null;
        }
        catch
        {
            decision.Lease?.Dispose();
            host.Release();
            throw;
        }
        host.Add(session);
        log.Opened(session.Id);
        if (pipe is null)
        {
            var polling = new PollingTransport(session);
            session.Open(polling);
            CloseIfDraining(session);
            await polling.PollAsync(context);
            return null;
        }
        var transport = new WebSocketTransport(session, context, pipe);
        session.Open(transport);
        CloseIfDraining(session);
        return transport;
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

    private async Task UpgradeAsync(HttpContext context, EngineRequest request, EngineSession session)
    {
        if (!request.IsUpgrade)
        {
            await EngineErrors.WriteAsync(context, EngineError.BadRequest);
            return;
        }
        if (session.TryProbe() is not { } probe)
        {
            await WebSocketUpgrade.RefuseAsync(host, context, WebSocketStatus.PolicyViolation, "upgraded already");
            return;
        }
        IDuplexPipe pipe;
        try
        {
            pipe = await WebSocketUpgrade.AcceptAsync(context);
        }
        catch
        {
            session.EndUpgrade(probe);
            throw;
        }
        var transport = new WebSocketTransport(probe, context, pipe);
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
