using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Wardline.SocketIO.WebSockets;

internal enum FrameStep
{
    /// What is left over is the beginning of something.
    NeedsMore,
    Text,
    Binary,
    Ping,
    Pong,
    Close,

    /// Close with 1002.
    Malformed,

    /// Close with 1007.
    NotUtf8,

    /// Close with 1009.
    TooBig,
}

/// Reads what a client sends (RFC 6455 section 5): masked frames, messages in fragments, control frames between them.
/// A message that lies in the read buffer as one frame is unmasked and given out in place; between messages no memory is held.
[StructLayout(LayoutKind.Auto)]
internal struct FrameReader(int maxPayload)
{
    private const int ContinuationOpcode = 0;
    private const int TextOpcode = 1;
    private const int FirstAssembly = 4096;

    private byte[]? _assembly;
    private int _assembled;
    private ulong _remaining;
    private uint _mask;
    private byte _opcode;
    private bool _inMessage;
    private bool _inFrame;
    private bool _final;
    private bool _given;
    private bool _discarding;

    /// The closing handshake is under way: data is skipped, only the peer's close matters.
    public void Discard()
    {
        _discarding = true;
        ReturnAssembly();
    }

    /// The next step in `bytes`, which are unmasked on the way, and how many of them it took. `payload` is valid until the next call.
    public FrameStep Next(Span<byte> bytes, out int consumed, out ReadOnlySpan<byte> payload)
    {
        consumed = 0;
        payload = default;
        if (_given)
        {
            ReturnAssembly();
        }
        while (true)
        {
            if (!_inFrame && TryBeginFrame(bytes, ref consumed, out payload) is { } step)
            {
                return step;
            }
            int take = (int)Math.Min(_remaining, (ulong)(bytes.Length - consumed));
            var part = bytes.Slice(consumed, take);
            consumed += take;
            _remaining -= (ulong)take;
            _inFrame = _remaining > 0;
            if (_discarding)
            {
                if (_inFrame)
                {
                    return FrameStep.NeedsMore;
                }
                _inMessage = !_final;
                continue;
            }
            Masking.Apply(part, _mask);
            _mask = Masking.Rotate(_mask, take);
            bool ends = !_inFrame && _final;
            if (ends && _assembled == 0)
            {
                payload = part;
            }
            else
            {
                Assemble(part);
                payload = _assembly.AsSpan(0, _assembled);
            }
            if (_inFrame)
            {
                return FrameStep.NeedsMore;
            }
            if (ends)
            {
                _inMessage = false;
                _given = true;
                return _opcode != TextOpcode ? FrameStep.Binary : Utf8.IsValid(payload) ? FrameStep.Text : FrameStep.NotUtf8;
            }
        }
    }

    public void ReturnAssembly()
    {
        if (_assembly is not null)
        {
            ArrayPool<byte>.Shared.Return(_assembly);
            _assembly = null;
        }
        _assembled = 0;
        _given = false;
    }

    /// Null when a data frame has begun; control frames are taken whole.
    private FrameStep? TryBeginFrame(Span<byte> bytes, scoped ref int consumed, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        var rest = bytes[consumed..];
        if (rest.Length < 2)
        {
            return FrameStep.NeedsMore;
        }
        if (!IsAllowed(rest[0], rest[1]))
        {
            return FrameStep.Malformed;
        }
        int size = rest[1] & 0x7F;
        int header = 6 + (size switch { 126 => 2, 127 => 8, _ => 0 });
        if (rest.Length < header)
        {
            return FrameStep.NeedsMore;
        }
        ulong length = size switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(rest[2..]),
            127 => BinaryPrimitives.ReadUInt64BigEndian(rest[2..]),
            _ => (ulong)size,
        };
        uint mask = MemoryMarshal.Read<uint>(rest[(header - 4)..]);
        int opcode = rest[0] & 0x0F;
        if (opcode >= 8)
        {
            if (rest.Length < header + size)
            {
                return FrameStep.NeedsMore;
            }
            var control = rest.Slice(header, size);
            Masking.Apply(control, mask);
            consumed += header + size;
            payload = control;
            return opcode switch { 8 => FrameStep.Close, 9 => FrameStep.Ping, _ => FrameStep.Pong };
        }
        if (length > long.MaxValue)
        {
            return FrameStep.Malformed;
        }
        if (!_discarding && length > (ulong)(maxPayload - _assembled))
        {
            return FrameStep.TooBig;
        }
        consumed += header;
        _remaining = length;
        _mask = mask;
        _final = rest[0] >= 0x80;
        _opcode = opcode == ContinuationOpcode ? _opcode : (byte)opcode;
        _inMessage = _inFrame = true;
        return null;
    }

    private readonly bool IsAllowed(byte first, byte second)
    {
        bool isMasked = second >= 0x80;
        bool hasReservedBits = (first & 0x70) != 0;
        return isMasked && !hasReservedBits && (first & 0x0F) switch
        {
            ContinuationOpcode => _inMessage,
            1 or 2 => !_inMessage,
            8 or 9 or 10 => first >= 0x80 && second <= 0x80 + 125,
            _ => false,
        };
    }

    private void Assemble(ReadOnlySpan<byte> part)
    {
        int needed = _assembled + part.Length;
        if (_assembly is null || needed > _assembly.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(FirstAssembly, 2 * _assembled)));
            if (_assembly is not null)
            {
                _assembly.AsSpan(0, _assembled).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_assembly);
            }
            _assembly = larger;
        }
        part.CopyTo(_assembly.AsSpan(_assembled));
        _assembled = needed;
    }
}
