using System.ComponentModel.DataAnnotations;
using Wardline.Server.Realtime.Limits;

namespace Wardline.Server.Realtime;

/// <summary>Limits of the real-time endpoints, section <c>Wardline:Realtime</c>. All of them count on this node alone.</summary>
public sealed class RealtimeOptions
{
    /// <summary>Connections at a time. 1 to 1,000,000; default 200 in demo mode, else 10,000.</summary>
    [Range(1, 1_000_000)]
    public int? MaxConnections { get; set; }

    /// <summary>Connections of one person at a time. 1 to 1,000,000; default 20.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerUser { get; set; } = 20;

    /// <summary>Connections from one IPv4 address or IPv6 /64 at a time. 1 to 1,000,000; default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>Connections that one address may open a second, in the long run. 0.1 to 1,000,000; default 50.</summary>
    [Range(0.1, 1_000_000)]
    public double HandshakesPerSecond { get; set; } = 50;

    /// <summary>Connections that one address may open at once: a ward comes back all together. 1 to 1,000,000; default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int HandshakeBurst { get; set; } = 1_000;

    /// <summary>Events or messages that one connection may send a second, in the long run. 1 to 1,000,000; default 100.</summary>
    [Range(1, 1_000_000)]
    public double FramesPerSecond { get; set; } = 100;

    /// <summary>Events or messages that one connection may send at once. 1 to 1,000,000; default 200.</summary>
    [Range(1, 1_000_000)]
    public int FrameBurst { get; set; } = 200;

    /// <summary>Messages that one person may send to people a second, in the long run. 0.1 to 1,000,000; default 10.</summary>
    [Range(0.1, 1_000_000)]
    public double MessagesPerSecond { get; set; } = 10;

    /// <summary>Messages that one person may send to people at once: what was written offline. 1 to 1,000,000; default 100.</summary>
    [Range(1, 1_000_000)]
    public int MessageBurst { get; set; } = 100;

    /// <summary>Messages that one person may send to the assistant a minute. 1 to 10,000; default 10.</summary>
    [Range(1, 10_000)]
    public int AssistantMessagesPerMinute { get; set; } = 10;

    internal Rate Handshakes => new(HandshakesPerSecond, HandshakeBurst);

    internal Rate Frames => new(FramesPerSecond, FrameBurst);

    internal Rate Messages => new(MessagesPerSecond, MessageBurst);

    internal Rate Questions => new(AssistantMessagesPerMinute / 60.0, AssistantMessagesPerMinute);
}
