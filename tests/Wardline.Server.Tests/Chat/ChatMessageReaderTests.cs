using System.Text;
using Wardline.Server.Chat;

namespace Wardline.Server.Tests.Chat;

public sealed class ChatMessageReaderTests
{
    private const string Time = "\"timestamp\":\"2026-11-21T07:45:23Z\"";

    [Theory]
    [InlineData("""{"content":"c","timestamp":"2026-11-21T07:45:23Z","session_id":"s"}""")]
    [InlineData("""{"type":"user_message","content":"c","timestamp":"2026-11-21T07:45:23.123+01:00","session_id":"s","patient_id":null,"from_the_future":{"a":[1]}}""")]
    [Trait("Rule", "CHAT-5")]
    public void A_question_is_read_whatever_else_is_in_it(string message) =>
        Assert.Equal(("c", "s", null, null), Read(message).Value is ChatMessage.UserMessage read ? (read.Content, read.SessionId, read.PatientId, read.Department) : default);

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("ping", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("\"ping\"", "bad_json")]
    [InlineData("{\"type\":\"ping\"}{}", "bad_json")]
    [InlineData("{\"type\":\"ping\",}", "bad_json")]
    [InlineData("{\"type\":\"ping\",\"type\":\"ping\"}", "bad_json")]
    [InlineData("{\"type\":\"\\ud800\"}", "bad_json")]
    [InlineData("{\"type\":\"shout\"}", "unknown_type")]
    [InlineData("{\"type\":7}", "type_invalid")]
    [InlineData("{\"session_id\":\"s\"," + Time + "}", "content_missing")]
    [InlineData("{\"content\":\"  \\n\",\"session_id\":\"s\"," + Time + "}", "content_missing")]
    [InlineData("{\"content\":{\"text\":\"c\"},\"session_id\":\"s\"," + Time + "}", "content_invalid")]
    [InlineData("{\"content\":\"c\"," + Time + "}", "session_id_missing")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\"}", "timestamp_missing")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\",\"timestamp\":\"yesterday\"}", "timestamp_invalid")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\",\"timestamp\":1700000000}", "timestamp_invalid")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\",\"patient_id\":7823," + Time + "}", "patient_id_invalid")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\",\"user_id\":\"\"," + Time + "}", "user_id_invalid")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\",\"department\":[]," + Time + "}", "department_invalid")]
    [InlineData("{\"content\":\"c\",\"session_id\":\"s\",\"client_id\":true," + Time + "}", "client_id_invalid")]
    [Trait("Rule", "CHAT-6")]
    public void What_is_wrong_has_a_code(string message, string code) => Assert.Equal(code, Read(message).Problem?.Code);

    [Fact]
    [Trait("Rule", "CHAT-6")]
    public void What_is_too_long_is_refused_and_the_longest_is_not()
    {
        Assert.True(Read(Question("content", 10_000)).IsOk);
        Assert.Equal("content_too_long", Read(Question("content", 10_001)).Problem?.Code);
        Assert.True(Read(Question("patient_id", 128)).IsOk);
        Assert.Equal("patient_id_too_long", Read(Question("patient_id", 129)).Problem?.Code);
        Assert.Equal("type_too_long", Read($$"""{"type":"{{new string('t', 200)}}"}""").Problem?.Code);

        static string Question(string field, int length)
        {
            var text = new string('x', length);
            return field == "content"
                ? $$"""{"content":"{{text}}","session_id":"s",{{Time}}}"""
                : $$"""{"content":"c","{{field}}":"{{text}}","session_id":"s",{{Time}}}""";
        }
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [Trait("Rule", "CHAT-7")]
    public void A_depth_bomb_is_refused(string open, string close)
    {
        var bomb = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Equal("bad_json", Read($$"""{"type":"ping","x":{{bomb}}}""").Problem?.Code);
        Assert.IsType<ChatMessage.Ping>(Read("""{"type":"ping","x":[[[[[1]]]]]}""").Value);
    }

    [Fact]
    [Trait("Rule", "CHAT-7")]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.Equal("bad_json", ChatMessageReader.Read((byte[])[.. "{\"type\":\""u8, 0xFF, 0xFE, .. "\"}"u8]).Problem?.Code);

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var random = new Random(4711);
        var valid = Encoding.UTF8.GetBytes($$"""{"type":"user_message","content":"é😀\ud83d\ude00","session_id":"s","patient_id":null,{{Time}}}""");
        for (var run = 0; run < 50_000; run++)
        {
            var bytes = valid.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            ChatMessageReader.Read(bytes.AsMemory(0, random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length)));
        }
    }

    private static Wardline.Data.Outcomes.Outcome<ChatMessage> Read(string message) => ChatMessageReader.Read(Encoding.UTF8.GetBytes(message));
}
