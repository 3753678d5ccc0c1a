using System.Net;
using Wardline.SocketIO.Fuzz.Chance;
using Wardline.SocketIO.Fuzz.Model;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz.Attacks;

/// A WebSocket that takes over a polling session, or fails to. A probe that fails leaves the session as it was.
internal static class UpgradeAttack
{
    private static readonly string[] s_wrong = ["", "2", "3probe", "2prob", "2probe ", "5", "4", "40", "1", "6", "55"];

    public static async Task<Done> RunAsync(HttpClient http, int port, Random random, CancellationToken ct)
    {
        var polling = await PollingClient.OpenAsync(http, port, ct);
        var model = new UpgradeModel(new EngineModel());
        Done done;
        using (var socket = await WireClient.OpenAsync(port, $"{FuzzServer.SocketIOPath}?EIO=4&transport=websocket&sid={polling.SessionId}", ct))
        {
            var stream = new FrameStream(random);
            Begin(stream, random);
            SocketAttack.Enter(stream, random);
            HostileStream.Write(stream, random);
            done = await SocketAttack.RunAsync(socket, stream, model, random, ct);
        }
        if (model.HasUpgraded)
        {
            return done with { Outcome = $"upgraded {done.Outcome}" };
        }
        var status = await polling.PostAsync("6"u8.ToArray());
        DisagreementException.ThrowIf(status != HttpStatusCode.OK, $"{status} in a session whose probe failed");
        await polling.PostAsync("1"u8.ToArray());
        return new(done.Frames + 2, $"probe {done.Outcome}");
    }

    private static void Begin(FrameStream stream, Random random)
    {
        Message("2probe", 15);
        Message("5", 15);

        void Message(string right, int spoiltOneIn)
        {
            bool spoilt = random.OneIn(spoiltOneIn);
            string text = spoilt ? random.Pick<string>(s_wrong) : right;
            stream.Message(System.Text.Encoding.ASCII.GetBytes(text), isBinary: spoilt && random.OneIn(3));
            if (random.OneIn(15))
            {
                stream.Control();
            }
        }
    }
}
