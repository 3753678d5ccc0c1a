using System.Text;
using System.Text.Json;
using Wardline.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Cli.Verbs;
using Wardline.Cli.Verbs.Nlp;
using Wardline.Language.Notes;

namespace Wardline.Cli;

public sealed class NlpNoteTests
{
    private const string Spoken = "Doctor: What brings you in?\\nPatient: I've had chest pain for two days.\\nDoctor: Any fever?\\nPatient: No fever.";

    [Fact]
    public async Task Each_line_is_answered_in_its_order_and_a_bad_one_stops_nothing()
    {
        var (bad, lines) = await RunAsync(Utf8($$$"""
            {"id":"a","transcript":"{{{Spoken}}}"}
            not json
            {"id":7,"transcript":"   "}

            {"id":"d"}
            ["a"]
            {"id":"f","whisperx":{"segments":[{"start":0,"end":2,"text":"I have had a cough for three weeks.","speaker":"SPEAKER_00"}]}}
            """));

        Assert.Equal(5, bad);
        Assert.Equal(["a", null, "7", null, "d", null, "f"], lines.Select(line => line.TryGetProperty("id", out var id) ? id.ToString() : null));
        Assert.Equal([null, "invalid_json", "transcript_empty", "invalid_json", "transcript_missing", "invalid_json", null], lines.Select(CodeOf));
        Assert.Equal(3, lines[2].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_note_has_the_fields_of_the_REST_answer()
    {
        var (_, lines) = await RunAsync(Utf8($$"""{"id":"a","transcript":"{{Spoken}}"}"""));

        var note = Assert.Single(lines);
        Assert.Equal(["id", "note", "sections", "turns", "layout", "provider", "degraded", "reasons", "took_ms"], note.EnumerateObject().Select(field => field.Name));
        Assert.Equal("builtin", note.GetProperty("provider").GetString());
        Assert.Equal("soap", note.GetProperty("layout").GetString());
        Assert.Equal("clinician", note.GetProperty("turns")[0].GetProperty("speaker").GetString());
        var source = note.GetProperty("sections")[0].GetProperty("sentences")[0].GetProperty("sources")[0];
        Assert.Equal(["turn", "start", "end"], source.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_and_transcripts_that_are_too_long_or_too_short_have_their_codes()
    {
        var tooLong = $$"""{"id":"long","transcript":"{{new string('a', 6 << 20)}}"}""";
        var (bad, lines) = await RunAsync([
            .. Utf8("{\"id\":\"x\",\"transcript\":\""), 0xC3, 0x28, .. Utf8("\"}\n"), .. Utf8(tooLong), .. Utf8("\n{\"id\":\"short\",\"transcript\":\"hello\"}\n"),
            .. Utf8("{\"id\":\"half\",\"transcript\":\"a \\ud800 b c d\"}\n"), .. Utf8("{\"id\":\"both\",\"transcript\":\"a b c d\",\"whisperx\":{\"segments\":[]}}")]);

        Assert.Equal(5, bad);
        Assert.Equal(["invalid_utf8", "transcript_too_long", "transcript_too_short", "invalid_json", "transcript_missing"], lines.Select(CodeOf));
    }

    [Fact]
    public async Task A_line_longer_than_the_limit_is_an_error_and_the_next_one_is_read()
    {
        var (bad, lines) = await RunAsync([.. Utf8("{\"transcript\":\""), .. Enumerable.Repeat((byte)'a', 33 << 20), .. Utf8($"\"}}\n{{\"id\":\"b\",\"transcript\":\"{Spoken}\"}}\n")]);

        Assert.Equal(1, bad);
        Assert.Equal("transcript_too_long", CodeOf(lines[0]));
        Assert.Equal("b", lines[1].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task A_last_line_that_is_too_long_is_one_line(string end)
    {
        using var source = new MemoryStream(Utf8("first\n" + new string('a', 1_000_000) + end));
        var reader = new LineReader(source, 100_000);
        var lines = new List<bool>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line.TooLong);
        }

        Assert.Equal([false, true], lines);
    }

    [Theory]
    [InlineData("""{"id":"\ud800","transcript":"a b c d"}""")]
    [InlineData("""{"i\ud800":1,"id":"\udc00"}""")]
    public async Task An_id_that_cannot_be_given_back_is_an_error_and_the_next_line_is_read(string line)
    {
        var (bad, lines) = await RunAsync(Utf8($"{line}\n{{\"id\":\"b\",\"transcript\":\"{Spoken}\"}}\n"));

        Assert.Equal(1, bad);
        Assert.Equal("invalid_json", CodeOf(lines[0]));
        Assert.False(lines[0].TryGetProperty("id", out _));
        Assert.Equal("b", lines[1].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_language_the_engine_cannot_write_from_is_said()
    {
        var (_, lines) = await RunAsync(Utf8(
            """{"id":"pt","transcript":"Médico: Bom dia, o que a senhora está sentindo hoje?\nPaciente: Estou com dor de cabeça há três dias e não consigo dormir.\nMédico: A senhora tem febre ou tosse?\nPaciente: Não, só a dor mesmo, e um pouco de tontura quando levanto."}"""));

        Assert.Equal("language_unsupported", CodeOf(Assert.Single(lines)));
    }

    [Fact]
    public async Task Files_are_read_and_written_and_the_exit_code_tells()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", $$"""{"id":"a","transcript":"{{Spoken}}"}""" + "\r\n");

        Assert.Equal(ExitCode.Done, await VerbAsync("nlp", "note", "--in", folder["in.jsonl"], "--out", folder["out.jsonl"], "--layout", "clinical"));
        Assert.Contains("\"layout\":\"clinical\"", File.ReadAllText(folder["out.jsonl"]), StringComparison.Ordinal);

        folder.Write("bad.jsonl", "{}\n");
        Assert.Equal(ExitCode.InputAtFault, await VerbAsync("nlp", "note", "--in", folder["bad.jsonl"], "--out", folder["out.jsonl"]));
        Assert.Equal(ExitCode.InputAtFault, await VerbAsync("nlp", "note", "--in", folder["in.jsonl"], "--out", folder["in.jsonl"]));
        Assert.Equal(ExitCode.EnvironmentAtFault, await VerbAsync("nlp", "note", "--in", folder["none.jsonl"], "--out", folder["out.jsonl"]));
        Assert.Equal(ExitCode.EnvironmentAtFault, await VerbAsync("nlp", "note", "--in", folder["in.jsonl"], "--out", folder["none", "out.jsonl"]));
    }

    [Fact]
    public async Task Lines_are_cut_wherever_the_bytes_come_apart()
    {
        using var source = new OneByteAtATime("\uFEFFfirst\r\n\nlast"u8.ToArray());
        var reader = new LineReader(source, 100);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(Encoding.UTF8.GetString(line.Bytes.Span));
        }

        Assert.Equal(["first", "", "last"], lines);
    }

    private static async Task<(long Bad, List<JsonElement> Lines)> RunAsync(byte[] input)
    {
        await using var models = new ServiceCollection().AddModels(new ConfigurationBuilder().Build()).BuildServiceProvider();
        using var output = new MemoryStream();
        var bad = await new NoteLines(models.GetRequiredService<NoteGenerator>(), NoteLayout.Soap, ModelTier.Builtin)
            .RunAsync(new MemoryStream(input), output, TestContext.Current.CancellationToken);
        return (bad, [.. Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)]);
    }

    private static Task<int> VerbAsync(params string[] args) => CommandLine.RunAsync(AllVerbs.Create(), args, TextWriter.Null);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string? CodeOf(JsonElement line) => line.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }
}
