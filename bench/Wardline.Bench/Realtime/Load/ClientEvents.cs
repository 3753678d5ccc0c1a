namespace Wardline.Bench.Realtime.Load;

/// <summary>What a scenario hears of its clients.</summary>
internal abstract class ClientEvents
{
    /// <summary>The namespace has answered.</summary>
    public virtual void Connected(Client client)
    {
    }

    /// <summary>An event or an acknowledgement: a Socket.IO packet with its Engine.IO type before it.</summary>
    /// <param name="at">When its bytes were read, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
    public virtual void Message(Client client, ReadOnlySpan<byte> message, long at)
    {
    }

    /// <summary>The client has closed, and the server agreed.</summary>
    public virtual void Closed(Client client)
    {
    }
}
