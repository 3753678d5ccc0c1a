namespace Wardline.Cli.Verbs.Nlp;

/// <summary>
/// Reads one line after the other as bytes. Only one is held at a time; of one that is too long nothing is kept. A byte
/// order mark and the carriage returns before line feeds are left out.
/// </summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private const int Step = 1 << 16;

    private byte[] _buffer = new byte[Step];
    private int _start;
    private int _end;
    private bool _begun;

    /// <summary>The next line; null after the last. Valid until the next call.</summary>
    public async ValueTask<InputLine?> ReadAsync(CancellationToken ct)
    {
        var tooLong = false;
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = Take(searched + at, feed: 1);
                return tooLong ? new InputLine(default, TooLong: true) : line;
            }

            searched = _end - _start;
            if (searched > longest)
            {
                // The rest of it is read and forgotten.
                (tooLong, searched, _start, _end) = (true, 0, 0, 0);
            }

            if (await FillAsync(ct) == 0)
            {
                if (_end == _start && !tooLong)
                {
                    return null;
                }

                var last = Take(_end - _start, feed: 0);
                return tooLong ? new InputLine(default, TooLong: true) : last;
            }
        }
    }

    private async ValueTask<int> FillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, longest + Step));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        return read;
    }

    private InputLine Take(int length, int feed)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + feed;
        if (!_begun && line.Span.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        _begun = true;
        return new InputLine(line.Span.EndsWith("\r"u8) ? line[..^1] : line, TooLong: line.Length > longest);
    }
}

internal readonly record struct InputLine(ReadOnlyMemory<byte> Bytes, bool TooLong);
