using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.StandIns;

public sealed class LmStudioStandInTests
{
    private const string Words = "Cough for three days – no fever, 38.4 °C last night. \"Worse\" when lying 🤧.";
    private static readonly object s_streamed = Request(stream: true);
    private static readonly object s_whole = Request(stream: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object Request(bool stream) =>
        new { model = "any", stream, stream_options = new { include_usage = true }, messages = new[] { new { role = "user", content = "Write." } } };

    [Fact]
    public async Task Its_model_lists_name_the_model_in_the_three_published_shapes()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Model = "medgemma-4b-it";
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        var native = await http.GetFromJsonAsync<JsonElement>("api/v1/models", Ct);
        Assert.Equal("medgemma-4b-it", native.GetProperty("models")[0].GetProperty("key").GetString());
        Assert.Equal(1, native.GetProperty("models")[0].GetProperty("loaded_instances").GetArrayLength());
        var older = await http.GetFromJsonAsync<JsonElement>("api/v0/models", Ct);
        Assert.Equal("loaded", older.GetProperty("data")[0].GetProperty("state").GetString());
        var openAI = await http.GetFromJsonAsync<JsonElement>("v1/models", Ct);
        Assert.Equal("medgemma-4b-it", openAI.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Without_a_loaded_model_chat_is_refused_and_the_lists_say_so()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Loaded = false;
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(s_whole, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var native = await chat.Http.GetFromJsonAsync<JsonElement>("api/v1/models", Ct);
        Assert.Equal(0, native.GetProperty("models")[0].GetProperty("loaded_instances").GetArrayLength());
        var older = await chat.Http.GetFromJsonAsync<JsonElement>("api/v0/models", Ct);
        Assert.Equal("not-loaded", older.GetProperty("data")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("GET", "x", "(GET /x)")]
    [InlineData("POST", "chat/completions", "(POST /chat/completions)")]
    [InlineData("GET", "v1/v1/models?a=b", "(GET /v1/v1/models?a=b)")]
    public async Task Unknown_paths_are_answered_200_with_an_error(string method, string path, string named)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal($"Unexpected endpoint or method. {named}", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Before_version_0_4_its_native_list_is_an_unknown_path()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.HasRestV1 = false;
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        var answer = await http.GetFromJsonAsync<JsonElement>("api/v1/models", Ct);
        Assert.Contains("Unexpected endpoint", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_answer_has_the_words_and_the_counts()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(Words);
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(s_whole, Ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(Words, body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.True(body.GetProperty("usage").GetProperty("completion_tokens").GetInt32() > 1);
    }

    [Fact]
    public async Task A_stream_has_the_words_in_pieces_then_the_finish_the_usage_and_the_end()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(Words);
        using var chat = new Chat(server.Endpoint);
        var streamed = await chat.StreamAsync(s_streamed, Ct);
        Assert.Equal(Words, streamed.Text);
        Assert.True(streamed.Deltas > 5);
        Assert.Equal("stop", streamed.Finish);
        Assert.NotNull(streamed.CompletionTokens);
        Assert.True(streamed.Done);
    }

    [Fact]
    public async Task Usage_is_streamed_only_when_asked_for()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(Words);
        using var chat = new Chat(server.Endpoint);
        Assert.Null((await chat.StreamAsync(new { model = "any", stream = true }, Ct)).CompletionTokens);
    }

    [Fact]
    public async Task A_schema_is_taken_and_recorded_and_the_json_object_format_is_refused()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer("""{"joke":"none"}""");
        using var chat = new Chat(server.Endpoint);
        var schema = new { type = "json_schema", json_schema = new { name = "joke", schema = new { type = "object" } } };
        var streamed = await chat.StreamAsync(new { stream = true, response_format = schema }, Ct);
        Assert.Equal("none", JsonElement.Parse(streamed.Text).GetProperty("joke").GetString());
        Assert.Equal("joke", server.Requests[0].Json.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
        using var refused = await chat.SendAsync(new { stream = true, response_format = new { type = "json_object" } }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_key_is_wanted_only_when_one_is_set()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Key = "sk-lm-secret";
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("v1/models", Ct)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sk-lm-secret");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("v1/models", Ct)).StatusCode);
        Assert.Equal("Bearer sk-lm-secret", server.Requests[1].Headers["authorization"]);
    }

    [Fact]
    public async Task Replies_are_given_in_order_and_then_what_was_set_for_all()
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(request => $"asked by {request.Method}");
        server.Next(Reply.Refuses(500), Reply.RunsOutOfTokens("half a"));
        using var chat = new Chat(server.Endpoint);
        Assert.Equal(HttpStatusCode.InternalServerError, (await chat.SendAsync(s_whole, Ct)).StatusCode);
        Assert.Equal("length", (await chat.StreamAsync(s_streamed, Ct)).Finish);
        Assert.Equal("asked by POST", (await chat.StreamAsync(s_streamed, Ct)).Text);
    }
}
