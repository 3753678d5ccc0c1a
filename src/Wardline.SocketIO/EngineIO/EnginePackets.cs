using System.Text.Json;
using Wardline.SocketIO.Sessions;

namespace Wardline.SocketIO.EngineIO;

/// The packets of Engine.IO that are always the same.
internal static class EnginePackets
{
    public static readonly EncodedPacket Ping = EncodedPacket.Text("2");
    public static readonly EncodedPacket Close = EncodedPacket.Text("1");
    public static readonly EncodedPacket Noop = EncodedPacket.Text("6");
    public static readonly EncodedPacket ProbeAnswer = EncodedPacket.Text("3probe");

    public static EncodedPacket Open(string sid, string[] upgrades, SocketIOOptions limits) => EncodedPacket.Text("0" + JsonSerializer.Serialize(
        new(sid, upgrades, (long)limits.PingInterval.TotalMilliseconds, (long)limits.PingTimeout.TotalMilliseconds, limits.MaxPayload),
        EngineJson.Default.OpenBody));
}
