using System.Net;
using System.Text.Json.Serialization;

namespace Wardline.SocketIO.Fuzz;

/// A Kestrel on a free loopback port: Socket.IO with two namespaces that echo, and a plain message socket that echoes.
internal sealed class FuzzServer : IAsyncDisposable
{
    public const string SocketIOPath = "/io/";
    public const string PlainPath = "/plain";
    public const string Custom = "/custom";

    private readonly WebApplication _app;

    private FuzzServer(WebApplication app, LogTally log)
    {
        _app = app;
        Log = log;
        Port = new Uri(app.Urls.Single()).Port;
    }

    public int Port { get; }

    public LogTally Log { get; }

    public int Connections => _app.Services.GetRequiredService<SocketIOServer>().ConnectionCount;

    public static async Task<FuzzServer> StartAsync(CancellationToken ct)
    {
        var log = new LogTally();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSocketIO(options =>
        {
            options.MaxPayload = Limits.Payload;
            options.MaxJsonDepth = Limits.JsonDepth;
            options.MaxAttachments = Limits.Attachments;
            options.MaxAttachmentBytes = Limits.AttachmentBytes;
            options.Lane = Limits.Lane;
            options.LaneBytes = options.OutgoingBytes = options.VolatileBytes = Limits.Outgoing;
            options.UpgradeTimeout = TimeSpan.FromSeconds(30);
        });
        var app = builder.Build();
        app.MapSocketIO(SocketIOPath, io =>
        {
            Map(io.Namespace("/"));
            Map(io.Namespace(Custom));
        });
        app.MapMessageSocket(PlainPath, plain => plain.OnMessage((socket, message, _) =>
        {
            if (message.IsBinary)
            {
                socket.SendBinary(message.Bytes.Span);
            }
            else
            {
                socket.Send(message.Bytes.Span);
            }
            return ValueTask.CompletedTask;
        }));
        await app.StartAsync(ct);
        return new(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Map(NamespaceBuilder ns) => ns
        .On("echo", Echo)
        .On("bytes", (context, _) => ValueTask.FromResult(JsonBody.Encoded(context.TryRead<byte[]>(0, out byte[]? _) ? "true"u8 : "false"u8)))
        .On("form", FuzzJson.Default.Form, (_, _, _) => ValueTask.FromResult(JsonBody.Encoded("true"u8)));

    private static ValueTask<JsonBody> Echo(EventContext context, CancellationToken ct) => ValueTask.FromResult(
        context.ArgumentCount > 0 ? JsonBody.Encoded(context.Argument(0)).With([.. context.Attachments]) : default);
}

/// A payload with something of everything that a reader has to convert.
internal sealed record Form(string Name, int Times, DateTimeOffset At, Dictionary<string, string?> More, BinaryRef File, List<Form> Inner);

[JsonSerializable(typeof(Form))]
internal sealed partial class FuzzJson : JsonSerializerContext;
