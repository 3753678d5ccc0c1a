using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Wardline.Harness;
using Wardline.Language.Transcripts;
using static Wardline.Server.Tests.Scribe.ScribeScene;

namespace Wardline.Server.Tests.Scribe;

public sealed class BadTranscriptTests(BadTranscriptTests.Ward ward) : IClassFixture<BadTranscriptTests.Ward>
{
    private const string Id = "0199aaaa-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("", "transcript_empty")]
    [InlineData("  \\n\\t ", "transcript_empty")]
    [InlineData("hello", "transcript_too_short")]
    public async Task Nothing_to_read_is_said(string transcript, string code) =>
        Assert.Equal((400, code), await RefusedAsync(ward.Client, Json($$"""{"client_id":"{{Id}}","transcript":"{{transcript}}"}""")));

    [Theory]
    [InlineData("""{"transcript":"[doctor] hello there , how are you ?"}""", "client_id_missing")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000"}""", "transcript_missing")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000","transcript":"a b c d","whisperx":{}}""", "transcript_missing")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000","whisperx":{"segments":7}}""", "whisperx_invalid")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000","transcript":"a b c d","layout":"essay"}""", "layout_unknown")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000","transcript":"a b c d","prefer":"oracle"}""", "prefer_unknown")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000","transcript":7}""", "invalid_json")]
    [InlineData("""{"client_id":"seven","transcript":"a b c d"}""", "invalid_json")]
    [InlineData("""{"client_id":"0199aaaa-0000-7000-8000-000000000000","transcript":"a b c d","patient_id":"7823"}""", "invalid_json")]
    [InlineData("""{"client_id":""", "invalid_json")]
    [InlineData("null", "invalid_json")]
    [InlineData("", "invalid_json")]
    public async Task What_is_wrong_with_the_request_has_a_code(string body, string code) => Assert.Equal((400, code), await RefusedAsync(ward.Client, Json(body)));

    [Fact]
    public async Task Invalid_utf8_is_refused_as_such()
    {
        var body = new ByteArrayContent([.. Encoding.UTF8.GetBytes($$"""{"client_id":"{{Id}}","transcript":"pain for """), 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");

        Assert.Equal((400, "invalid_utf8"), await RefusedAsync(ward.Client, body));
    }

    [Fact]
    public async Task Text_that_is_not_json_is_another_media_type() =>
        Assert.Equal((415, "unsupported_media_type"), await RefusedAsync(ward.Client, new StringContent(Dialogue, Encoding.UTF8, "text/plain")));

    [Fact]
    public async Task Five_mebibytes_are_taken_and_one_byte_more_is_not()
    {
        var line = "[patient] i have had this cough for three weeks now and it keeps me awake .\n";
        var most = string.Concat(Enumerable.Repeat(line, (TranscriptReader.MostBytes / line.Length) + 1))[..TranscriptReader.MostBytes];

        var taken = await RefusedAsync(ward.Client, JsonContent.Create(Command(most, prefer: "builtin")));
        var refused = await RefusedAsync(ward.Client, JsonContent.Create(Command(most + "x", prefer: "builtin")));

        Assert.Equal((200, null), taken);
        Assert.Equal((413, "transcript_too_long"), refused);
    }

    // Asks before it sends, as curl does: else the refusal would meet a client that is still writing.
    [Fact]
    public async Task Body_beyond_all_measure_is_refused_unread()
    {
        using var client = ward.Server.Anonymous();
        client.DefaultRequestHeaders.Authorization = ward.Client.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.ExpectContinue = true;

        Assert.Equal((413, "content_too_large"), await RefusedAsync(client, Json($$"""{"client_id":"{{Id}}","transcript":"{{new string('x', 33 << 20)}}"}""")));
    }

    [Theory]
    [InlineData("Doctor: Bom dia, o que a traz aqui hoje?\nPatient: Tenho uma dor no peito há dois dias e não consigo dormir de noite por causa da dor.")]
    [InlineData("Doctor: Buenos días, ¿qué le trae por aquí hoy?\nPatient: Tengo un dolor en el pecho desde hace dos días y no puedo dormir por la noche.")]
    public async Task Language_nobody_here_can_write_from_is_said(string transcript) =>
        Assert.Equal((422, "language_unsupported"), await RefusedAsync(ward.Client, JsonContent.Create(Command(transcript))));

    [Fact]
    public async Task Small_talk_does_not_become_a_visit() => Assert.Equal(
        (422, "nothing_to_note"),
        await RefusedAsync(ward.Client, JsonContent.Create(Command("[doctor] hi , how are you ?\n[patient] good , thanks . and you ?\n[doctor] nice weather today .\n[patient] yeah ."))));

    [Fact]
    public async Task Transcript_without_labels_works_and_says_so()
    {
        var note = await WriteAsync(ward.Client, Command("What brings you in? I have had chest pain for two days. Any fever? No. I want you to take aspirin 81 mg daily."));

        Assert.Contains("speakers_unlabelled", note.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        AssertSourced(note, note.GetProperty("turns"));
    }

    [Fact]
    public async Task Whisperx_json_is_read()
    {
        var note = await WriteAsync(ward.Client, JsonSerializer.Deserialize<JsonElement>($$$"""
            {"client_id":"{{{Guid.CreateVersion7()}}}","prefer":"builtin","whisperx":{"segments":[
              {"start":0.0,"end":2.0,"text":" What brings you in today?","speaker":"SPEAKER_00"},
              {"start":2.1,"end":5.0,"text":" I've had chest pain for two days.","speaker":"SPEAKER_01"},
              {"start":5.2,"end":7.0,"text":" Okay, I want to order an EKG and start aspirin 81 milligrams a day.","speaker":"SPEAKER_00"}],"word_segments":[]}}
            """));

        Assert.Equal(3, note.GetProperty("turns").GetArrayLength());
        Assert.Contains("aspirin", note.GetProperty("note").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Thousands_of_tiny_turns_are_no_trouble()
    {
        var chatter = string.Concat(Enumerable.Repeat("[doctor] okay .\n[patient] mm-hmm .\n", 20_000));

        var note = await WriteAsync(ward.Client, Command(chatter + Dialogue, prefer: "builtin"));

        Assert.Contains("chest pain", note.GetProperty("note").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    public sealed class Ward(DemoPostgres postgres) : IAsyncLifetime
    {
        private WardServer? _server;
        private HttpClient? _client;

        public WardServer Server => _server!;

        public HttpClient Client => _client!;

        public async ValueTask InitializeAsync()
        {
            _server = await StartAsync(postgres);
            _client = await _server.SignInAsync(Santos);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
