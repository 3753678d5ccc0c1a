using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers;

/// <summary>
/// Fails when the whole grows too large or, in a stream of events, when one of them does: whoever puts lines and events
/// together would keep it all.
/// </summary>
internal sealed class BoundedStream(Stream inner, bool isEvents) : ReadOnlyStream(inner)
{
    /// <summary>Bytes between two empty lines.</summary>
    public const int MostOfAnEvent = 256 * 1024;

    /// <summary>Bytes of an answer that comes as a whole: a million characters and their wrapping.</summary>
    public const int MostOfAWhole = 4 << 20;

    /// <summary>Bytes of one that is streamed: few characters to an event, each with its wrapping.</summary>
    public const int MostOfAStream = 64 << 20;

    private long _all;
    private int _event;
    private bool _lineIsEmpty = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken);
        _all += read;
        if (!StaysBelow(buffer.Span[..read]) || _all > (isEvents ? MostOfAStream : MostOfAWhole))
        {
            throw new ModelFailure(ModelFailureCode.TooLarge);
        }

        return read;
    }

    private bool StaysBelow(ReadOnlySpan<byte> bytes)
    {
        if (!isEvents)
        {
            return true;
        }

        foreach (var one in bytes)
        {
            _event = one == '\n' && _lineIsEmpty ? 0 : _event + 1;
            _lineIsEmpty = one == '\n' || (_lineIsEmpty && one == '\r');
            if (_event > MostOfAnEvent)
            {
                return false;
            }
        }

        return true;
    }
}
