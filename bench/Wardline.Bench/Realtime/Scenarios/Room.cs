using System.Buffers.Text;
using System.Diagnostics;
using Wardline.Bench.Realtime.Load;
using Wardline.Bench.Realtime.Servers;

namespace Wardline.Bench.Realtime.Scenarios;

/// <summary>200 sockets in a room, and four beside it that broadcast to it. Whatever is sent is counted at every receiver.</summary>
internal sealed class Room : ClientEvents, IDisposable
{
    public const int Receivers = 200;
    private const int Broadcasters = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] Text = [.. Enumerable.Repeat((byte)'x', 64)];

    private readonly List<Client> _broadcasters = [];
    private readonly long[] _unacknowledged = new long[Broadcasters];
    private readonly byte[] _message = new byte[256];
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _joined;

    private Room()
    {
    }

    public EventLoop Loop { get; } = new();

    /// <summary>Broadcasts sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Received, by all receivers together.</summary>
    public long Delivered { get; private set; }

    /// <summary>When the last delivery was read.</summary>
    public long LastAt { get; private set; }

    /// <summary>Where each delivery's time since it was due goes.</summary>
    public Delays? Recording { get; set; }

    public long Missing => (Sent * Receivers) - Delivered;

    public static Room Open(ServerProcess server, CancellationToken ct)
    {
        var room = new Room();
        for (var number = 0; number < Receivers + Broadcasters; number++)
        {
            Client.Open(room.Loop, room, server.Port, tls: false, number);
            room.Loop.PollUntil(() => room.Loop.Opening < 32, Patience, ct);
        }

        room.Loop.PollUntil(() => room._joined == Receivers && room._broadcasters.Count == Broadcasters, Patience, ct);
        return room;
    }

    public override void Connected(Client client)
    {
        if (client.Number < Receivers)
        {
            client.Send("420[\"join\",\"room\"]"u8);
        }
        else
        {
            _broadcasters.Add(client);
        }
    }

    public override void Message(Client client, ReadOnlySpan<byte> message, long at)
    {
        var news = "42[\"news\",{\"t\":"u8;
        if (message.StartsWith(news))
        {
            Delivered++;
            LastAt = at;
            if (Recording is { } delays && Utf8Parser.TryParse(message[news.Length..], out long due, out _))
            {
                delays.Add(_start + due, at);
            }
        }
        else if (client.Number < Receivers)
        {
            _joined++;
        }
        else
        {
            _unacknowledged[client.Number - Receivers]--;
        }
    }

    /// <summary>Each broadcaster sends until so many of its broadcasts are unacknowledged, or until so many times four are still
    /// to arrive somewhere: the server always has work, and its queues stay short.</summary>
    public void FillWindows(int window)
    {
        for (var i = 0; i < Broadcasters; i++)
        {
            while (_unacknowledged[i] < window && Missing < (long)window * Broadcasters * Receivers)
            {
                Broadcast(i, Stopwatch.GetTimestamp());
            }
        }
    }

    public void Broadcast(long due) => Broadcast((int)(Sent % Broadcasters), due);

    /// <summary>Waits until every broadcast is with every receiver, or for five seconds. What is missing then is lost.</summary>
    public void Drain(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (Missing > 0 && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5))
        {
            ct.ThrowIfCancellationRequested();
            Loop.Poll(10);
        }
    }

    /// <summary>Keeps the windows full for a while.</summary>
    public void Saturate(TimeSpan time, int window, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            ct.ThrowIfCancellationRequested();
            FillWindows(window);
            Loop.Poll(10);
        }
    }

    public void Dispose() => Loop.Dispose();

    private void Broadcast(int broadcaster, long due)
    {
        var message = _message.AsSpan();
        var length = Append(message, 0, "42"u8);
        length = Append(message, length, Sent);
        length = Append(message, length, "[\"broadcast\",{\"t\":"u8);
        length = Append(message, length, due - _start);
        length = Append(message, length, ",\"n\":"u8);
        length = Append(message, length, Sent);
        length = Append(message, length, ",\"text\":\""u8);
        length = Append(message, length, Text);
        length = Append(message, length, "\"}]"u8);
        Sent++;
        _unacknowledged[broadcaster]++;
        _broadcasters[broadcaster].Send(message[..length]);
    }

    private static int Append(Span<byte> message, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(message[at..]);
        return at + text.Length;
    }

    private static int Append(Span<byte> message, int at, long number)
    {
        Utf8Formatter.TryFormat(number, message[at..], out var written);
        return at + written;
    }
}
