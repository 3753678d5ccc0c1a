using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wardline.SocketIO.EngineIO;
using Wardline.SocketIO.WebSockets;

namespace Wardline.SocketIO.Messages;

/// A plain WebSocket at one path.
internal sealed class PlainEndpoint(SocketIOServer server, MessageHandlers handlers)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!WebSocketUpgrade.IsRequested(context))
        {
            context.Response.Headers[HeaderNames.Upgrade] = "websocket";
            await EngineErrors.WriteAsync(context, EngineError.BadRequest, StatusCodes.Status426UpgradeRequired, "This is a WebSocket endpoint");
            return;
        }
        var admission = handlers.Connecting is { } ask ? await ask(context) : MessageAdmission.Accept();
        if (admission.HttpStatus is { } refusal)
        {
            await EngineErrors.WriteAsync(context, EngineError.Forbidden, refusal, admission.Text!);
        }
        else if (admission.CloseStatus is { } status)
        {
            await WebSocketUpgrade.RefuseAsync(server.Host, context, status, admission.Text!, admission.LastWords);
        }
        else if (!server.Host.TryReserve())
        {
            var (reason, lastWords) = server.Host.IsDraining ? ("shutting down", null) : handlers.WhenFull;
            await WebSocketUpgrade.RefuseAsync(server.Host, context, WebSocketStatus.TryAgainLater, reason, lastWords);
        }
        else
        {
            await RunAsync(context, admission.State);
        }
    }

    private async Task RunAsync(HttpContext context, object? state)
    {
        PlainSession session;
        IDuplexPipe pipe;
        try
        {
            session = new(server, handlers, new(context), state);
            pipe = await WebSocketUpgrade.AcceptAsync(context);
        }
        catch
        {
            server.Host.Release();
            throw;
        }
        server.Host.Add(session);
        server.Log.Opened(session.Id);
        var transport = new WebSocketTransport(session, context, pipe);
        session.Open(transport);
        if (server.Host.IsDraining)
        {
            session.Close(DisconnectReason.ServerShutdown, WebSocketStatus.GoingAway);
        }
        await transport.RunAsync();
        server.Log.Closed(session.Id, session.Ending);
    }
}
