using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Wardline.Server.Tls;
using Wardline.SocketIO;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>
/// The process that is measured: Kestrel and <c>Wardline.SocketIO</c> with three events, nothing else. Commands come
/// on standard input, one a line; each is answered with a line. It ends when standard input does.
/// </summary>
internal static class OurServer
{
    /// <summary>The variable for another ping interval than the usual one.</summary>
    public const string PingInterval = "WARDLINE_BENCH_PING_INTERVAL";

    public static async Task<int> RunAsync(string? certificate, string? key, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (certificate is not null)
            {
                var tls = X509Certificate2.CreateFromPemFile(certificate, key);
                kestrel.UseWardlineTls(new ServerTls(tls, tls, AuthorityIsNew: false, ServerIsNew: false));
            }

            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps();
                }
            });
        });
        builder.Services.AddSocketIO(io =>
            io.PingInterval = TimeSpan.TryParse(Environment.GetEnvironmentVariable(PingInterval), CultureInfo.InvariantCulture, out var interval) ? interval : io.PingInterval);
        await using var app = builder.Build();
        var server = app.Services.GetRequiredService<SocketIOServer>();
        app.MapSocketIO("/socket.io", io => Map(io.Namespace(), server));
        await app.StartAsync(ct);
        Tell(new Reply(Port: new Uri(app.Urls.Single()).Port));
        while (await Console.In.ReadLineAsync(ct) is { } command)
        {
            if (command == "collect")
            {
                Collect();
            }

            Tell(new Reply(0, server.ConnectionCount, GC.GetTotalAllocatedBytes(precise: true), GC.GetTotalMemory(forceFullCollection: false)));
        }

        return 0;
    }

    private static void Map(NamespaceBuilder main, SocketIOServer server) => main
        .On("join", RealtimeJson.Default.String, (e, room, _) =>
        {
            e.Socket.Join(room);
            return ValueTask.FromResult(default(JsonBody));
        })
        .On("broadcast", RealtimeJson.Default.Post, (_, post, _) =>
        {
            server.Of("/").To("room").Emit("news", post, RealtimeJson.Default.Post);
            return ValueTask.FromResult(default(JsonBody));
        })
        .On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0))));

    /// <summary>Twice, so that what the finalizers let go of is gone as well; Node's side collects twice too.</summary>
    private static void Collect()
    {
        for (var pass = 0; pass < 2; pass++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }

    private static void Tell(Reply reply) => Console.Out.WriteLine(JsonSerializer.Serialize(reply, RealtimeJson.Default.Reply));
}
