using System.Text;

namespace Wardline.SocketIO.Fuzz.Model;

/// The message socket that echoes: any message will do.
internal sealed class PlainModel : IMessageModel
{
    public Answers Answers { get; } = new() { AreWhole = true };

    public int? Receive(byte[] message, bool isBinary)
    {
        if (isBinary)
        {
            Answers.Binaries++;
        }
        else
        {
            Answers.Certain.Add(Encoding.UTF8.GetString(message));
        }
        return null;
    }
}
