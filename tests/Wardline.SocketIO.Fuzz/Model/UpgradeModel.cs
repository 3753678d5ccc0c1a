using System.Text;

namespace Wardline.SocketIO.Fuzz.Model;

/// A WebSocket that wants to take over a polling session: `2probe`, `5`, and then what the session takes.
internal sealed class UpgradeModel(EngineModel session) : IMessageModel
{
    private bool _probed;

    public Answers Answers => session.Answers;

    public bool HasUpgraded { get; private set; }

    public int? Receive(byte[] message, bool isBinary)
    {
        if (HasUpgraded)
        {
            return session.Receive(message, isBinary);
        }
        string? text = isBinary ? null : Encoding.UTF8.GetString(message);
        if (!_probed && text == "2probe")
        {
            _probed = true;
            Answers.Certain.Add("3probe");
            return null;
        }
        HasUpgraded = _probed && text == "5";
        return HasUpgraded ? null : Status.Policy;
    }
}
