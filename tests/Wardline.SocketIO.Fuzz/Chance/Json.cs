using System.Text;

namespace Wardline.SocketIO.Fuzz.Chance;

/// JSON by chance: mostly proper, with what tends to break parsers among it.
internal static class Json
{
    /// A value that every limit allows, in the form a writer gives it.
    public static string Value(Random random, int depth = 3) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => "null",
        1 => random.Pick("true", "false"),
        2 => random.Next(-100_000, 100_000).ToString(),
        3 => random.Pick("0.1", "-0", "1e3", "9007199254740993", "1E+400", "-1e-400", "123456789012345678901234567890"),
        4 or 5 => $"\"{Text(random)}\"",
        6 => $"[{string.Join(',', Several(random, () => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Several(random, () => $"\"{Text(random)}\":{Value(random, depth - 1)}"))}}}",
    };

    /// What the event "form" takes, or nearly.
    public static string Form(Random random)
    {
        string[] parts =
        [
            $"\"Name\":\"{Text(random)}\"",
            $"\"Times\":{random.Pick("1", "-5", "1.5", "99999999999", "\"1\"")}",
            $"\"At\":\"{random.Pick("2026-01-01T00:00:00Z", "2026-13-41", "\\ud800")}\"",
            $"\"More\":{{\"{random.Pick("a", "\\ud800", "a\\udc00")}\":{Value(random, 1)}}}",
            $"\"File\":{(random.OneIn(2) ? Placeholder(random.Next(2)) : "{\"\\udc00\":1}")}",
            $"\"Inner\":[{Value(random, 1)}]",
            $"\"{random.Pick("\\ud800", "Nam\\ud800", "other")}\":1",
        ];
        return $"{{{string.Join(',', parts.Where(_ => random.OneIn(2)))}}}";
    }

    public static string Placeholder(int number) => $"{{\"_placeholder\":true,\"num\":{number}}}";

    /// What no limit or no grammar allows, or only just.
    public static string Bomb(Random random) => random.Next(14) switch
    {
        0 => Deep(random.Next(1, 16)),
        1 => Deep(random.Next(100, 1900)),
        2 => new string('[', random.Next(1, 2000)),
        3 => string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1, 500))),
        4 => new string('9', random.Next(1, 1500)),
        5 => "1e" + new string('9', random.Next(1, 400)),
        6 => random.Pick("01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "-", "1e", "tru", "'a'", "undefined"),
        7 => $"\"{random.Pick("\\ud800", "\\udc00\\ud800", "\\u00", "\\x41", "\\", "\n", "\\u0000", "\t")}\"",
        8 => $"{{\"{random.Pick("\\ud800", "__proto__", "\\u0000", "constructor")}\":{Value(random, 1)}}}",
        9 => $"[{string.Join(',', Enumerable.Repeat("0", random.Next(1, 1500)))}]",
        10 => random.Pick("[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "[,]", "/**/1", "1//", "]", "}", "\uFEFF1"),
        11 => string.Join(',', Enumerable.Repeat("1", random.Next(28, 36))),
        12 => $"{{\"_placeholder\":{random.Pick("true", "false", "1", "null", "{}")},\"num\":{random.Pick("0", "1", "-1", "99", "1.5", "2147483648", "\"0\"", "null")}}}",
        _ => random.Pick(
            "{\"num\":7,\"_placeholder\":true}",
            "{\"_placeholder\":true}",
            "{\"_placeholder\":true,\"a\":{},\"num\":7}",
            "{\"_placeholder\":true,\"num\":0,\"num\":7}",
            "{\"\\u005fplaceholder\":true,\"num\":7}",
            "{\"a\":[{\"_placeholder\":true,\"num\":7}]}"),
    };

    private static string Deep(int depth) => new string('[', depth) + new string(']', depth);

    private static IEnumerable<string> Several(Random random, Func<string> one)
    {
        int count = random.Next(4);
        for (int i = 0; i < count; i++)
        {
            yield return one();
        }
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (int pieces = random.Next(5); pieces > 0; pieces--)
        {
            text.Append(random.Pick("a", "status", "Å", "日本", "😀", " ", "\\n", "\\\"", "\\u00e9", "\\ud83d\\ude00", "/", ",", "[", "}", "2-", "\u2028", "\u007f", new string('x', random.Next(200))));
        }
        return text.ToString();
    }
}
