using System.Text;

namespace Wardline.SocketIO.Tests;

public sealed class FuzzTests
{
    private static readonly string[] s_seeds =
    [
        "40", "41", "40/custom,{\"token\":\"x\"}", "42[\"echo\",1,\"2\",{\"3\":[true]}]", "42456[\"echo\",{\"a\":null}]",
        "451-7[\"echo\",{\"_placeholder\":true,\"num\":0}]", "461-0[{\"_placeholder\":true,\"num\":0}]", "430[]", "3", "6", "1",
        "42/custom,1[\"echo\"]", "44{\"message\":\"x\"}",
    ];

    /// A seed that ever fails gets a line of its own here.
    [Theory]
    [Trait("Rule", "SIO-21")]
    [InlineData(1)]
    [InlineData(20261121)]
    [InlineData(7823)]
    public async Task Malformed_frames_never_harm_the_server(int seed)
    {
        await using var server = await TestServer.StartAsync(
            io =>
            {
                io.Namespace("/").On("echo", (e, _) => ValueTask.FromResult(e.ArgumentCount > 0 ? JsonBody.Encoded(e.Argument(0)).With([.. e.Attachments]) : default));
                io.Namespace("/custom").On("echo", (_, _) => default);
            },
            o => o.MaxPayload = 2000);
        await using var witness = await WireSocket.ConnectAsync(server);
        var random = new Random(seed);
        for (int connection = 0; connection < 100; connection++)
        {
            await using var socket = await WireSocket.OpenAsync(server);
            try
            {
                if (random.Next(4) > 0)
                {
                    await socket.SendAsync("40");
                }
                for (int i = 0; i < 20; i++)
                {
                    await socket.SendRawAsync(NextFrame(random));
                }
            }
            catch (IOException)
            {
                // Closed in the middle, as it should be.
            }
        }
        await witness.SendAsync("""421["echo","unharmed"]""");
        Assert.Equal("""431["unharmed"]""", await witness.ReadAsync());
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 1);
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    private static byte[] NextFrame(Random random)
    {
        byte[] payload = Encoding.UTF8.GetBytes(s_seeds[random.Next(s_seeds.Length)]);
        byte first = random.Next(3) == 0 ? (byte)0x82 : (byte)0x81;
        switch (random.Next(8))
        {
            case 0:
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
                break;
            case 1:
                payload = payload[..random.Next(payload.Length)];
                break;
            case 2:
                payload = [.. payload, .. payload[random.Next(payload.Length)..]];
                break;
            case 3:
                payload = new byte[random.Next(3000)];
                random.NextBytes(payload);
                break;
            case 4:
                first = (byte)random.Next(256);
                break;
            case 5:
                var bytes = new byte[random.Next(1, 20)];
                random.NextBytes(bytes);
                return bytes;
        }
        return WireSocket.Encode(first, payload, mask: random.Next(20) > 0);
    }
}
