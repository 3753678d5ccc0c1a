using System.Text;

namespace Wardline.SocketIO.Fuzz.Chance;

/// A message with the attachments that belong after it.
internal sealed record Said(byte[] Text, IReadOnlyList<byte[]> Attachments);

/// Engine.IO messages with Socket.IO packets in them: proper ones, and ways to spoil them.
internal static class Speech
{
    private static readonly byte[][] s_notUtf8 =
    [
        [0x80], [0xC0, 0x80], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ];

    public static byte[] NotUtf8(Random random) => random.Pick<byte[]>(s_notUtf8);

    /// What a good client might say. The namespace is one that it may be in or not.
    public static Said Proper(Random random)
    {
        string ns = Namespace(random);
        string id = random.OneIn(4) ? "" : random.Next(100_000).ToString();
        return random.Next(200) switch
        {
            0 => Plain($"40{ns}"),
            1 => Plain($"40{ns}{{\"token\":{Json.Value(random, 1)}}}"),
            2 => Plain($"41{ns}"),
            3 => Plain("3"),
            4 => Plain("6"),
            5 or 6 => Plain($"43{ns}{random.Next(1000)}[{Json.Value(random)}]"),
            7 => Plain($"42{ns}{id}[{random.Pick("\"no such event\"", "7", "\"日本\"", "\"\\u0065cho\"")}]"),
            8 => Plain($"42{ns}{id}[\"echo\"]"),
            < 12 => Plain($"42{ns}{id}[\"bytes\",{Json.Value(random)}]"),
            < 18 => Plain($"42{ns}{id}[\"form\",{Json.Form(random)}]"),
            < 22 => new(Encoding.UTF8.GetBytes($"451-{ns}{id}[\"{random.Pick("bytes", "form")}\",{(random.OneIn(3) ? Json.Placeholder(0) : random.OneIn(2) ? "{\"x\\ud800\":1}" : Json.Form(random))}]"), [random.Bytes(5)]),
            < 45 => Binary(random, ns, id),
            _ => Plain($"42{ns}{id}[\"echo\",{Json.Value(random)}]"),
        };
    }

    /// The same with something wrong, which may turn out to be right after all.
    public static Said Spoilt(Random random)
    {
        var proper = Proper(random);
        byte[] text = proper.Text;
        string ns = Namespace(random);
        return random.Next(18) switch
        {
            0 => proper with { Text = random.Insert(text, random.Bytes(random.Next(1, 5))) },
            1 => proper with { Text = text[..random.Next(text.Length)] },
            2 => proper with { Text = [.. text, .. text[random.Next(text.Length)..]] },
            3 => proper with { Text = Replace(random, text) },
            4 => proper with { Text = random.Insert(text, NotUtf8(random)) },
            5 => Plain(random.Pick("", "0", "2", "5", "7", "4", "2probe", "33", "31", "11", "60", " ", "b", "47", "49", "4 ", "4-", "4/", "45", "46", "45-[]", "450-", "451", "1 ")),
            6 => Plain($"42{ns}[{random.Pick("\"connect\"", "\"disconnect\"", "\"newListener\"", "\"\\u0063onnect\"", "null", "true", "[]", "{}", "\"\\ud800\"", "")},1]"),
            7 => Plain($"42{ns}{new string('7', random.Next(13, 19))}[\"echo\",1]"),
            8 => Plain($"40/{new string('n', random.Next(250, 262))},"),
            9 => Plain($"42{ns}{random.Next(99)}[\"echo\",{Json.Bomb(random)}]"),
            10 => Plain($"40{random.Pick(ns, "/nowhere,")}{(random.OneIn(2) ? Json.Bomb(random) : $"{{\"{random.Pick("token", "\\udead")}\":{random.Pick("1", "\"\\ud800\"", "\"a\\ud83d\\ude00\"")}}}")}"),
            11 => Plain($"42{ns}1[\"{new string('e', random.Next(250, 260))}\"]"),
            12 => new(Encoding.UTF8.GetBytes($"451-{ns}5[\"echo\",{Json.Bomb(random)}]"), [random.Bytes(3)]),
            13 => new(Encoding.UTF8.GetBytes($"45{random.Pick("0", "1", "4", "5", "05", "999999999999999", "9999999999999999", "-1", "1.")}-{ns}[\"echo\",{Json.Placeholder(random.Next(6))}]"), [.. Attachments(random, random.Next(6))]),
            14 => Plain($"4{random.Pick("1/custom,[]", "13", "0/custom,5", "3[]", "4{\"message\":\"x\"}", "43", "2[]", "2{}", "2\"echo\"", "/custom,2[\"echo\"]", "2/never,[\"echo\"]", "1/never")}"),
            15 => new([], [random.Bytes(random.Next(20))]),
            16 => proper with { Attachments = [.. proper.Attachments, random.Bytes(2)] },
            _ => proper with { Attachments = [.. proper.Attachments.Skip(1)] },
        };
    }

    private static string Namespace(Random random) => random.Next(300) switch
    {
        < 240 => "",
        < 296 => "/custom,",
        < 299 => "/,",
        _ => "/日本,",
    };

    private static Said Plain(string text) => new(Encoding.UTF8.GetBytes(text), []);

    private static Said Binary(Random random, string ns, string id)
    {
        int count = random.Next(1, Limits.Attachments + 1);
        var placeholders = Enumerable.Range(0, count).Select(Json.Placeholder);
        string argument = random.OneIn(2) ? $"[{string.Join(',', placeholders)}]" : $"{{\"a\":{string.Join(",\"b\":", placeholders)}}}";
        return new(Encoding.UTF8.GetBytes($"45{count}-{ns}{id}[\"echo\",{argument}]"), [.. Attachments(random, count)]);
    }

    private static IEnumerable<byte[]> Attachments(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return random.Bytes(random.OneIn(20) ? random.Next(3000) : random.Next(40));
        }
    }

    private static byte[] Replace(Random random, byte[] text)
    {
        byte[] changed = [.. text];
        changed[random.Next(changed.Length)] = (byte)random.Next(random.OneIn(3) ? 256 : 128);
        return changed;
    }
}
