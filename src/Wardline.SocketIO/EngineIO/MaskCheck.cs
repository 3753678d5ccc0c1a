using System.Runtime.InteropServices;

namespace Wardline.SocketIO.EngineIO;

/// Follows frame headers in what is read from a client, because the framework's WebSocket accepts frames
/// without a mask and a server must not (RFC 6455 section 5.1).
[StructLayout(LayoutKind.Auto)]
internal struct MaskCheck
{
    private ulong _payload;
    private int _header;
    private int _length;
    private int _mask;

    /// False at the first frame that is not masked.
    public bool Accepts(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (_header == 2 && _length == 0 && _mask == 0)
            {
                int skip = (int)Math.Min(_payload, (ulong)(bytes.Length - at));
                at += skip;
                _payload -= (ulong)skip;
                if (_payload == 0)
                {
                    _header = 0;
                }
                continue;
            }
            if (!TakeHeader(bytes[at++]))
            {
                return false;
            }
        }
        return true;
    }

    private bool TakeHeader(byte value)
    {
        if (_header == 0)
        {
            _header = 1;
        }
        else if (_header == 1)
        {
            if (value < 0x80)
            {
                return false;
            }
            _header = 2;
            _mask = 4;
            _length = (value & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
            _payload = _length == 0 ? value & 0x7Fu : 0;
        }
        else if (_length > 0)
        {
            _length--;
            _payload = (_payload << 8) | value;
        }
        else
        {
            _mask--;
        }
        return true;
    }
}
