using System.Buffers.Binary;
using System.Text;

namespace Wardline.SocketIO.Fuzz.Model;

/// RFC 6455 read over all bytes of a client at once: slow, short, and nothing in common with the server's reader.
internal sealed class WebSocketModel(IMessageModel messages)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<byte> _message = [];
    private int _opcode;
    private bool _inMessage;

    public Verdict Judge(byte[] sent)
    {
        int at = 0;
        for (int frames = 1; ; frames++)
        {
            var (length, close) = Next(sent.AsSpan(at));
            if (close is not null || length == 0)
            {
                return new(close, at == sent.Length, frames, messages.Answers);
            }
            at += length;
        }
    }

    public static bool IsUtf8(byte[] bytes)
    {
        try
        {
            s_strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// A length of 0: the frame is not complete, and not wrong so far.
    private (int Length, int? Close) Next(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return (0, null);
        }
        bool final = (bytes[0] & 0x80) != 0;
        bool masked = (bytes[1] & 0x80) != 0;
        int opcode = bytes[0] & 0x0F;
        int size = bytes[1] & 0x7F;
        bool isControl = opcode >= 8;
        bool known = opcode is 0 or 1 or 2 or 8 or 9 or 10;
        bool inPlace = isControl ? final && size <= 125 : _inMessage == (opcode == 0);
        if (!masked || (bytes[0] & 0x70) != 0 || !known || !inPlace)
        {
            return (0, Status.Malformed);
        }
        int at = 2 + (size == 126 ? 2 : size == 127 ? 8 : 0);
        if (bytes.Length < at + 4)
        {
            return (0, null);
        }
        ulong length = size == 126 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : size == 127 ? BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]) : (ulong)size;
        if (length >> 63 != 0)
        {
            return (0, Status.Malformed);
        }
        if (!isControl && length + (ulong)_message.Count > Limits.Payload)
        {
            return (0, Status.TooBig);
        }
        int end = at + 4 + (int)length;
        if (bytes.Length < end)
        {
            return (0, null);
        }
        var payload = bytes[(at + 4)..end].ToArray();
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] ^= bytes[at + (i & 3)];
        }
        return (end, isControl ? Control(opcode, payload) : Data(opcode, payload, final));
    }

    private int? Data(int opcode, byte[] payload, bool final)
    {
        _opcode = opcode == 0 ? _opcode : opcode;
        _message.AddRange(payload);
        _inMessage = !final;
        if (!final)
        {
            return null;
        }
        byte[] message = [.. _message];
        _message.Clear();
        int? close = _opcode == 1 && !IsUtf8(message) ? Status.NotUtf8 : messages.Receive(message, isBinary: _opcode == 2);
        if (close is not null)
        {
            messages.Answers.Objection = $"{(_opcode == 1 ? "text" : "binary")} {Encoding.UTF8.GetString(message)}";
        }
        return close;
    }

    private int? Control(int opcode, byte[] payload)
    {
        switch (opcode)
        {
            case 8:
                return Close(payload);
            case 9:
                messages.Answers.Pongs.Add(payload);
                return null;
            default:
                return null;
        }
    }

    /// A close frame is answered with its own status.
    private static int Close(byte[] payload)
    {
        if (payload.Length == 0)
        {
            return Status.None;
        }
        if (payload.Length == 1)
        {
            return Status.Malformed;
        }
        int status = BinaryPrimitives.ReadUInt16BigEndian(payload);
        bool mayTravel = status is 1000 or 1001 or 1002 or 1003 or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
        return !mayTravel ? Status.Malformed : IsUtf8(payload[2..]) ? status : Status.NotUtf8;
    }
}
