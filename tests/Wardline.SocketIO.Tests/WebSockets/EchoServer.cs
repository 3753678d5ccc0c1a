namespace Wardline.SocketIO.Tests.WebSockets;

/// One echo for the whole of a class: what one connection does must not matter to the next.
public sealed class EchoServer : IAsyncLifetime
{
    public const int Limit = 4 << 20;

    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.EchoAsync(o =>
    {
        o.MaxPayload = Limit;
        o.LaneBytes = 2 * Limit;
        o.OutgoingBytes = 4 * Limit;
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal Task<WireSocket> OpenAsync() => WireSocket.PlainAsync(Server);
}

/// Frames as a client sends them.
internal static class Frames
{
    public const byte Text = 0x81;
    public const byte Binary = 0x82;
    public const byte Close = 0x88;
    public const byte Ping = 0x89;
    public const byte Pong = 0x8A;

    public static byte[] Of(byte first, params byte[] payload) => WireSocket.Encode(first, payload);

    public static byte[] Of(byte first, string payload) => WireSocket.Encode(first, System.Text.Encoding.UTF8.GetBytes(payload));

    /// All at once when `piece` is 0.
    public static async Task SendAsync(WireSocket socket, byte[] wire, int piece)
    {
        foreach (var part in piece == 0 ? [wire] : wire.Chunk(piece))
        {
            await socket.SendRawAsync(part);
        }
    }
}
