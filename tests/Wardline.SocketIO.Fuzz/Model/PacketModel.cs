using System.Text;
using System.Text.RegularExpressions;

namespace Wardline.SocketIO.Fuzz.Model;

/// Socket.IO packets of a client, rules SIO-1 to SIO-16, with a pattern where the server has a scanner.
internal sealed class PacketModel
{
    private readonly Dictionary<string, List<string>> _answers = [];
    private readonly HashSet<string> _inside = [];
    private Packet? _partial;
    private int _missing;
    private int _attachedBytes;

    public Answers Answers { get; } = new();

    public bool TryReceive(string text)
    {
        if (_partial is not null || Packet.Read(text) is not { } packet)
        {
            return false;
        }
        if (packet.Type is '5' or '6' && packet.Attachments > 0)
        {
            (_partial, _missing, _attachedBytes) = (packet, packet.Attachments, 0);
            return packet.Attachments <= Limits.Attachments;
        }
        return TryAct(packet);
    }

    public bool TryAttach(byte[] attachment)
    {
        _attachedBytes += attachment.Length;
        if (_partial is not { } packet || _attachedBytes > Limits.AttachmentBytes)
        {
            return false;
        }
        if (--_missing > 0)
        {
            return true;
        }
        _partial = null;
        return TryAct(packet);
    }

    private bool TryAct(Packet packet) => packet.Type switch
    {
        '0' => packet.Id is null && JsonModel.IsAuth(packet.Json) && TryEnter(packet.Namespace),
        '1' => packet.Id is null && packet.Json.Length == 0 && TryLeave(packet.Namespace),
        '2' or '5' => TryEvent(packet),
        '3' or '6' => packet.Id is not null && _answers.ContainsKey(packet.Namespace) && JsonModel.TryRead(packet, out _),
        _ => false,
    };

    private bool TryEnter(string ns)
    {
        if (ns is not ("/" or FuzzServer.Custom))
        {
            Answers.Certain.Add($"44{ns},{{\"message\":\"Invalid namespace\"}}");
            return true;
        }
        _answers.TryAdd(ns, []);
        Certain(ns, $"40{Prefix(ns)}{{\"sid\":");
        return _inside.Add(ns);
    }

    /// What was not answered yet may now stay unanswered.
    private bool TryLeave(string ns)
    {
        if (!_answers.TryGetValue(ns, out var answers))
        {
            return false;
        }
        _inside.Remove(ns);
        foreach (var answer in answers)
        {
            Answers.Certain.Remove(answer);
            Answers.Possible.Add(answer);
        }
        answers.Clear();
        return true;
    }

    private bool TryEvent(Packet packet)
    {
        if (!_answers.ContainsKey(packet.Namespace) || !JsonModel.TryRead(packet, out var what) || what.Name == JsonModel.Unfit)
        {
            return false;
        }
        if (packet.Id is { } id && _inside.Contains(packet.Namespace))
        {
            bool returnsAttachments = what is { Name: "echo", Count: > 1 } && packet.Attachments > 0;
            Certain(packet.Namespace, $"4{(returnsAttachments ? $"6{packet.Attachments}-" : "3")}{Prefix(packet.Namespace)}{id}[");
        }
        return true;
    }

    private void Certain(string ns, string answer)
    {
        _answers[ns].Add(answer);
        Answers.Certain.Add(answer);
    }

    private static string Prefix(string ns) => ns == "/" ? "" : ns + ",";
}

/// The parts of a packet; `Attachments` as it says.
internal sealed partial record Packet(char Type, int Attachments, string Namespace, long? Id, string Json)
{
    public static Packet? Read(string text)
    {
        var match = Parts().Match(text);
        if (!match.Success)
        {
            return null;
        }
        string ns = match.Groups["ns"] is { Success: true } named ? named.Value : "/";
        string id = match.Groups["id"].Value;
        string attachments = match.Groups["n"].Value;
        bool isShort = Math.Max(id.Length, attachments.Length) <= Limits.Digits && Encoding.UTF8.GetByteCount(ns) <= Limits.NamespaceBytes;
        return !isShort ? null : new(
            text[0],
            attachments.Length == 0 ? 0 : (int)Math.Min(int.MaxValue, long.Parse(attachments)),
            ns,
            id.Length == 0 ? null : long.Parse(id),
            match.Groups["json"].Value);
    }

    [GeneratedRegex(@"^(?:[0-4]|[56](?<n>[0-9]+)-)(?:(?<ns>/[^,]*)(?:,|\z))?(?<id>[0-9]*)(?<json>.*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parts();
}
