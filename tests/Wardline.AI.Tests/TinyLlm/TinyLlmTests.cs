using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.AI.Tests.StandIns;
using Wardline.StandIns.TinyLlm;
using Wardline.Testing;

namespace Wardline.AI.Tests.TinyLlm;

/// <summary>That the real local model is what other tests take it for.</summary>
public sealed class TinyLlmTests(TinyLlm shared) : IClassFixture<TinyLlm>
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(20);

    private static readonly JsonElement s_schema = JsonElement.Parse("""
        {"type":"object","additionalProperties":false,"required":["sections"],"properties":{"sections":{"type":"array","items":{
          "type":"object","additionalProperties":false,"required":["key","sentences"],"properties":{
            "key":{"type":"string","enum":["subjective","objective_exam","assessment_and_plan"]},
            "sentences":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["text","turns"],"properties":{
              "text":{"type":"string"},"turns":{"type":"array","items":{"type":"integer","minimum":0,"maximum":40}}}}}}}}}}
        """);

    private readonly TinyLlmServer _shared = shared.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object Request(string text = "Write a note.", bool stream = true, int maxTokens = 200, int seed = 1, bool json = false, bool endless = false) => new
    {
        model = "tiny-llm",
        stream,
        stream_options = new { include_usage = true },
        max_tokens = maxTokens,
        seed,
        ignore_eos = endless,
        response_format = json ? (object)new { type = "json_schema", json_schema = new { name = "note", schema = s_schema } } : new { type = "text" },
        messages = new[] { new { role = "system", content = "Answer." }, new { role = "user", content = text } },
    };

    private static string Consultation(int words) =>
        string.Join(' ', Enumerable.Repeat("[doctor] how long has the knee been sore ? [patient] it began ten days ago , after running .", words / 18 + 1));

    [Fact]
    public async Task It_names_its_model()
    {
        using var chat = new Chat(_shared.Endpoint);
        var models = await chat.Http.GetFromJsonAsync<JsonElement>("v1/models", Ct);
        Assert.Equal(_shared.Model, models.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task It_streams_a_piece_for_each_token_and_counts_them()
    {
        using var chat = new Chat(_shared.Endpoint);
        var streamed = await chat.StreamAsync(Request(), Ct);
        Assert.True(streamed.Deltas > 10);
        Assert.InRange(streamed.CompletionTokens!.Value, streamed.Deltas, 200);
        Assert.True(streamed.Done);
        Assert.Contains(' ', streamed.Text);
    }

    [Fact]
    public async Task A_prompt_and_a_seed_have_one_answer_streamed_or_whole()
    {
        using var chat = new Chat(_shared.Endpoint);
        var streamed = await chat.StreamAsync(Request(seed: 5), Ct);
        using var answer = await chat.SendAsync(Request(seed: 5, stream: false), Ct);
        var whole = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(streamed.Text, whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.NotEqual(streamed.Text, (await chat.StreamAsync(Request(seed: 6), Ct)).Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_schema_gives_whole_JSON_of_that_shape(int seed)
    {
        using var chat = new Chat(_shared.Endpoint);
        var streamed = await chat.StreamAsync(Request(Consultation(1300), maxTokens: 1000, seed: seed, json: true), Ct);
        Assert.Equal("stop", streamed.Finish);
        var sections = JsonElement.Parse(streamed.Text).GetProperty("sections").EnumerateArray().ToList();
        Assert.NotEmpty(sections);
        Assert.All(sections, section =>
        {
            Assert.Contains(section.GetProperty("key").GetString(), (string[])["subjective", "objective_exam", "assessment_and_plan"]);
            Assert.All(section.GetProperty("sentences").EnumerateArray(), sentence =>
            {
                Assert.NotEqual("", sentence.GetProperty("text").GetString()!.Trim());
                Assert.All(sentence.GetProperty("turns").EnumerateArray(), turn => Assert.InRange(turn.GetInt32(), 0, 40));
            });
        });
    }

    [Fact]
    public async Task At_the_token_limit_the_JSON_is_not_whole_and_the_finish_says_length()
    {
        using var chat = new Chat(_shared.Endpoint);
        var streamed = await chat.StreamAsync(Request(maxTokens: 12, json: true), Ct);
        Assert.Equal("length", streamed.Finish);
        Assert.Equal(12, streamed.CompletionTokens);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(streamed.Text));
    }

    [Fact]
    public async Task It_can_be_made_to_talk_to_the_last_token()
    {
        using var chat = new Chat(_shared.Endpoint);
        var streamed = await chat.StreamAsync(Request(maxTokens: 600, endless: true), Ct);
        Assert.Equal(("length", 600), (streamed.Finish, streamed.CompletionTokens));
    }

    [Fact]
    public async Task Any_text_can_be_asked()
    {
        using var chat = new Chat(_shared.Endpoint);
        var streamed = await chat.StreamAsync(Request("dor de cabeça há 3 dias, 38,4 °C 🤧 咳嗽 \0 <|im_end|>", maxTokens: 5), Ct);
        Assert.True(streamed.Deltas > 0);
    }

    [Fact]
    public async Task A_prompt_longer_than_its_context_is_refused_with_words()
    {
        using var chat = new Chat(_shared.Endpoint);
        using var answer = await chat.SendAsync(Request(Consultation(20_000)), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("exceed_context_size_error", body.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Who_goes_away_stops_it()
    {
        await using var server = await TinyLlmServer.StartAsync(pace: TimeSpan.FromMilliseconds(20), cancellationToken: Ct);
        using var chat = new Chat(server.Endpoint);
        using (var answer = await chat.SendAsync(Request(maxTokens: 4000, endless: true), Ct))
        {
            Assert.Equal(1, (await server.HealthAsync(Ct)).Running);
        }

        await Eventually.TrueAsync(async () => await server.HealthAsync(Ct) is { Running: 0, Abandoned: 1 }, s_within);
        Assert.InRange((await server.HealthAsync(Ct)).Generated, 1, 3999);
        Assert.True((await chat.StreamAsync(Request(maxTokens: 3), Ct)).Done);
    }

    [Fact]
    public async Task Its_death_in_mid_answer_is_a_cut_stream()
    {
        await using var server = await TinyLlmServer.StartAsync(dieAfterTokens: 8, cancellationToken: Ct);
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(Request(), Ct);
        var heard = 0;
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await foreach (var data in Sse.DataAsync(await answer.Content.ReadAsStreamAsync(Ct), Ct))
            {
                Assert.NotEqual("[DONE]", data);
                heard++;
            }
        });
        Assert.Equal(8, heard);
        await server.ExitAsync();
    }

    [Fact]
    public async Task Killed_in_mid_answer_it_is_gone()
    {
        await using var server = await TinyLlmServer.StartAsync(pace: TimeSpan.FromMilliseconds(20), cancellationToken: Ct);
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(Request(maxTokens: 4000, endless: true), Ct);
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await answer.Content.ReadAsStreamAsync(Ct)).CopyToAsync(Stream.Null, Ct));
        await Assert.ThrowsAsync<HttpRequestException>(() => chat.SendAsync(Request(), Ct));
    }
}
