using System.Text.Json;
using Wardline.SocketIO;

namespace Wardline.Server.Conformance;

/// <summary>The server that the protocols' published test suites expect: an Engine.IO echo at <c>/engine.io/</c>, and at
/// <c>/socket.io/</c> the namespaces <c>/</c> and <c>/custom</c>. Holds no data, knows no accounts, serves this machine only.</summary>
public static class SocketIOTestServer
{
    /// <summary>Where the suites look for it.</summary>
    public const int DefaultPort = 3000;

    /// <summary>A port of 0 takes a free one on 127.0.0.1.</summary>
    public static WebApplication Create(int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (port == 0)
            {
                kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));
        builder.Services.AddSocketIO(io =>
        {
            io.PingInterval = TimeSpan.FromMilliseconds(300);
            io.PingTimeout = TimeSpan.FromMilliseconds(200);
            io.ConnectTimeout = TimeSpan.FromSeconds(1);
            io.MaxPayload = 1_000_000;
        });
        var app = builder.Build();
        app.UseCors();
        app.MapEngineIO("/engine.io/", engine => engine.OnMessage(Echo));
        app.MapSocketIO("/socket.io/", io =>
        {
            Serve(io.Namespace("/"));
            Serve(io.Namespace("/custom"));
        });
        return app;
    }

    private static ValueTask Echo(MessageSocket socket, SocketMessage message, CancellationToken ct)
    {
        _ = message.IsBinary ? socket.SendBinary(message.Bytes.Span) : socket.Send(message.Bytes.Span);
        return ValueTask.CompletedTask;
    }

    private static void Serve(NamespaceBuilder ns) => ns
        .OnConnect((socket, _) =>
        {
            socket.Emit("auth", socket.Auth is { } auth ? JsonBody.Encoded(JsonSerializer.SerializeToUtf8Bytes(auth, ConformanceJson.Default.JsonElement)) : JsonBody.Encoded("{}"u8));
            return ValueTask.FromResult(ConnectResult.Accept());
        })
        .On("message", (e, _) =>
        {
            e.Socket.Emit("message-back", Arguments(e));
            return default;
        })
        .On("message-with-ack", (e, _) => ValueTask.FromResult(Arguments(e)));

    private static JsonBody Arguments(EventContext e) =>
        JsonBody.Several([.. Enumerable.Range(0, e.ArgumentCount).Select(i => JsonBody.Encoded(e.Argument(i)))]).With([.. e.Attachments]);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class ConformanceJson : System.Text.Json.Serialization.JsonSerializerContext;
