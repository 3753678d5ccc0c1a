using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.Harness;
using static Wardline.Server.Tests.Scribe.ScribeScene;

namespace Wardline.Server.Tests.Scribe;

public sealed class WriteNoteTests(DemoPostgres postgres) : IAsyncLifetime
{
    private WardServer? _server;
    private HttpClient? _santos;

    private WardServer Server => _server!;

    private HttpClient Client => _santos!;

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync(postgres);
        _santos = await Server.SignInAsync(Santos);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/scribe/notes")]
    [InlineData("/api/ai/generate-note")]
    public async Task Note_comes_without_any_model_and_each_sentence_has_its_source(string path)
    {
        var note = await WriteAsync(Client, Command(), path);

        AssertSourced(note, note.GetProperty("turns"));
        Assert.Equal("builtin", note.GetProperty("provider").GetString());
        Assert.True(note.GetProperty("degraded").GetBoolean());
        Assert.Contains("local_unreachable", note.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        Assert.False(note.GetProperty("cached").GetBoolean());
        Assert.Contains("chest pain", note.GetProperty("note").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["subjective"], note.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("key").GetString()).Take(1));
    }

    [Fact]
    public async Task Built_in_engine_that_was_asked_for_is_not_degraded()
    {
        var note = await WriteAsync(Client, Command(prefer: "builtin", layout: "clinical"));

        Assert.False(note.GetProperty("degraded").GetBoolean());
        Assert.Empty(note.GetProperty("reasons").EnumerateArray());
        Assert.Equal("clinical", note.GetProperty("layout").GetString());
        Assert.DoesNotContain(note.GetProperty("sections").EnumerateArray(), section => section.GetProperty("key").GetString() == "subjective");
    }

    [Fact]
    public async Task Stream_tells_turns_sections_and_sentences_and_ends_with_the_note()
    {
        var events = await StreamAsync(Client, Command(prefer: "builtin"));

        Assert.Equal("turns", events[0].Event);
        Assert.Equal("started", events[1].Event);
        Assert.Equal("note", events[^1].Event);
        var note = events[^1].Data;
        var streamed = events.Where(each => each.Event == "sentence").Select(each => each.Data.GetProperty("text").GetString());
        var kept = note.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("sentences").EnumerateArray()).Select(sentence => sentence.GetProperty("text").GetString());
        Assert.Equal(kept, streamed);
        AssertSourced(note, events[0].Data.GetProperty("turns"));
    }

    [Fact]
    public async Task Same_client_id_answers_the_same_note_and_other_content_is_refused()
    {
        var clientId = Guid.CreateVersion7();
        var first = await WriteAsync(Client, Command(clientId: clientId));

        var again = await WriteAsync(Client, Command(clientId: clientId));
        var (status, code) = await RefusedAsync(Client, JsonContent.Create(Command("[doctor] something quite different was said here .", clientId)));

        // Another sign-in is another device: its ids are its own.
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal((409, "client_id_reused"), (status, code));
        Assert.Single(await TextsAsync(Server, "select id::text from scribe_note"));
    }

    [Fact]
    public async Task Draft_is_listed_read_and_deleted_by_its_author_and_by_nobody_else()
    {
        var id = (await WriteAsync(Client, Command())).GetProperty("id").GetString();
        using var ferreira = await Server.SignInAsync(Ferreira);

        var listed = await Client.GetFromJsonAsync<JsonElement>("/api/scribe/notes");
        var read = await Client.GetFromJsonAsync<JsonElement>($"/api/scribe/notes/{id}");
        var foreign = await ferreira.GetFromJsonAsync<JsonElement>("/api/scribe/notes");

        Assert.Equal(id, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        AssertSourced(read, read.GetProperty("turns"));
        Assert.Empty(foreign.GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await ferreira.GetAsync($"/api/scribe/notes/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ferreira.DeleteAsync($"/api/scribe/notes/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync($"/api/scribe/notes/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync($"/api/scribe/notes/{id}")).StatusCode);
        Assert.Empty(await TextsAsync(Server, "select id::text from scribe_note"));
    }

    [Fact]
    public async Task Long_list_comes_in_pages()
    {
        var ids = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await WriteAsync(Client, Command())).GetProperty("id").GetString());
        }

        var first = await Client.GetFromJsonAsync<JsonElement>("/api/scribe/notes?limit=2");
        var second = await Client.GetFromJsonAsync<JsonElement>($"/api/scribe/notes?limit=2&before={first.GetProperty("next").GetString()}");

        Assert.Equal(ids, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetString()));
        Assert.False(second.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task Note_about_a_patient_of_another_department_is_refused_like_one_about_nobody()
    {
        var patient = Guid.Parse((await TextsAsync(Server, "select id::text from patient where mrn = '7823'"))[0]);
        using var ferreira = await Server.SignInAsync(Ferreira);

        var own = await WriteAsync(Client, Command(patientId: patient));
        var foreign = await RefusedAsync(ferreira, JsonContent.Create(Command(patientId: patient)));
        var nobody = await RefusedAsync(ferreira, JsonContent.Create(Command(patientId: Guid.CreateVersion7())));

        Assert.Equal(patient.ToString(), own.GetProperty("patient_id").GetString());
        Assert.Equal((404, "not_found"), foreign);
        Assert.Equal(foreign, nobody);
        Assert.Contains("not_found", await TextsAsync(Server, "select outcome from audit where act = 'note.write'"));
    }

    [Fact]
    public async Task Every_call_to_an_engine_is_in_the_audit_before_and_after_and_no_word_of_it()
    {
        var note = await WriteAsync(Client, Command());

        var rows = await TextsAsync(Server, $"select act || ' ' || outcome from audit where object_id = '{note.GetProperty("id").GetString()}' order by at, id");
        var calls = await TextsAsync(Server, "select model_call::text from audit where model_call is not null");
        Assert.Equal(["model.ask ok", "model.answer ok", "note.write ok"], rows);
        Assert.All(calls, call => Assert.DoesNotContain("chest", call, StringComparison.OrdinalIgnoreCase));
        Assert.All(calls, call => Assert.Contains("prompt_hmac", call, StringComparison.Ordinal));
        Assert.Single(calls, call => call.Contains("answer_hmac", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_was_said_reaches_a_log_or_the_feed()
    {
        await WriteAsync(Client, Command("[doctor] what brings you in ?\n[patient] my zanzibarine cough has lasted two weeks ."));
        await RefusedAsync(Client, Json("""{"client_id":"x","transcript":"zanzibarine"}"""));

        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains("zanzibarine", StringComparison.OrdinalIgnoreCase));
        Assert.Single(await TextsAsync(Server, "select data::text from change where kind = 'scribe_note'"));
        Assert.Empty(await TextsAsync(Server, "select data::text from change where data::text ilike '%zanzibarine%'"));
        Assert.Empty(await TextsAsync(Server, "select audit::text from audit where audit::text ilike '%zanzibarine%'"));
    }
}
