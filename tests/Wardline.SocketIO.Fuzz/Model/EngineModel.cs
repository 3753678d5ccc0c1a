using System.Text;

namespace Wardline.SocketIO.Fuzz.Model;

/// Engine.IO packets of a client, rules EIO-8 and EIO-9; binary also as text, `b` and base64.
internal sealed class EngineModel : IMessageModel
{
    private readonly PacketModel _packets = new();

    public Answers Answers => _packets.Answers;

    public int? Receive(byte[] message, bool isBinary)
    {
        if (isBinary)
        {
            return _packets.TryAttach(message) ? null : Status.Policy;
        }
        string text = Encoding.UTF8.GetString(message);
        return text switch
        {
            "1" => Status.Normal,
            "3" or "6" => null,
            ['b', .. var base64] when FromBase64(base64) is { } attachment && _packets.TryAttach(attachment) => null,
            ['4', .. var packet] when _packets.TryReceive(packet) => null,
            _ => Status.Policy,
        };
    }

    private static byte[]? FromBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }
}
