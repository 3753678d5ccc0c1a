using System.Net;
using System.Text;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Wardline.StandIns;
using Wardline.StandIns.Anthropic;

namespace Wardline.AI.Tests.StandIns;

/// <summary>Anthropic's own client takes the stand-in for the real one.</summary>
public sealed class AnthropicStandInTests
{
    private const string Words = "Cough for three days – no fever, 38.4 °C last night. \"Worse\" when lying 🤧.";

    private static readonly MessageCreateParams s_request = new()
    {
        Model = "claude-sonnet-4-5",
        MaxTokens = 1024,
        Messages = [new UserMessageParam("Write.")],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static AnthropicClient Client(AnthropicStandIn server, string key = "sk-ant-test") =>
        new(new ClientOptions { BaseUrl = server.Endpoint.ToString().TrimEnd('/'), ApiKey = key, MaxRetries = 0 });

    private static async Task<string> StreamAsync(AnthropicClient client, List<string>? events = null)
    {
        var text = new StringBuilder();
        await foreach (var one in client.Messages.CreateStreaming(s_request, Ct))
        {
            events?.Add(one.Value!.GetType().Name);
            if (one.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece))
            {
                text.Append(piece.Text);
            }
        }

        return text.ToString();
    }

    [Fact]
    public async Task A_whole_message_is_read()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Answer(Words);
        using var client = Client(server);
        var message = await client.Messages.Create(s_request, Ct);
        Assert.True(message.Content[0].TryPickText(out var block));
        Assert.Equal(Words, block.Text);
        Assert.Equal("claude-sonnet-4-5", message.Model.Raw());
        Assert.Equal(StopReason.EndTurn, message.StopReason!.Value());
        Assert.True(message.Usage.OutputTokens > 1);
    }

    [Fact]
    public async Task The_whole_sequence_of_events_is_read()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Answer(Words);
        using var client = Client(server);
        var events = new List<string>();
        Assert.Equal(Words, await StreamAsync(client, events));
        Assert.True(events.Count(name => name == nameof(RawContentBlockDeltaEvent)) > 5);
        Assert.Equal(
            [nameof(RawMessageStartEvent), nameof(RawContentBlockStartEvent), nameof(RawContentBlockDeltaEvent),
                nameof(RawContentBlockStopEvent), nameof(RawMessageDeltaEvent), nameof(RawMessageStopEvent)],
            events.Distinct());
    }

    [Fact]
    public async Task The_ping_stands_in_the_stream()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        http.DefaultRequestHeaders.Add("x-api-key", "k");
        http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        using var content = new StringContent("""{"model":"m","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
        using var answer = await http.PostAsync("v1/messages", content, Ct);
        Assert.Contains("event: ping\ndata: {\"type\":\"ping\"}\n\n", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_key_is_refused_as_unauthorized()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Key = "sk-ant-right";
        using var client = Client(server, "sk-ant-wrong");
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => client.Messages.Create(s_request, Ct));
        Assert.Equal("Bearer sk-ant-wrong", server.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_temperature_is_refused_by_the_current_version_of_the_API()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(server, "2026-10-21"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, "2023-06-01"));
    }

    private static async Task<HttpStatusCode> AskAsync(AnthropicStandIn server, string version)
    {
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        http.DefaultRequestHeaders.Add("x-api-key", "k");
        http.DefaultRequestHeaders.Add("anthropic-version", version);
        using var content = new StringContent("""{"model":"m","max_tokens":9,"temperature":0,"messages":[{"role":"user","content":"Hi"}]}""");
        using var answer = await http.PostAsync("v1/messages", content, Ct);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Too_many_requests_is_understood_and_says_when_to_come_back()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Refuse(429, TimeSpan.FromSeconds(7));
        using var client = Client(server);
        await Assert.ThrowsAsync<AnthropicRateLimitException>(() => StreamAsync(client));
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        http.DefaultRequestHeaders.Add("x-api-key", "k");
        http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        using var content = new StringContent("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""");
        using var answer = await http.PostAsync("v1/messages", content, Ct);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Overload_is_status_529()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Refuse(529);
        using var client = Client(server);
        var error = await Assert.ThrowsAsync<AnthropicOverloadedException>(() => client.Messages.Create(s_request, Ct));
        Assert.Equal(529, (int)error.StatusCode);
        Assert.Contains("overloaded_error", error.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_mid_stream_is_an_error_to_the_client()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Next(Reply.Misbehaves(HostileMode.ErrorMidway, Words));
        using var client = Client(server);
        await Assert.ThrowsAnyAsync<AnthropicException>(() => StreamAsync(client));
    }

    [Fact]
    public async Task A_cut_in_mid_stream_is_an_error_to_the_client()
    {
        await using var server = await AnthropicStandIn.StartAsync(Ct);
        server.Answer(Words);
        server.Hostile = HostileMode.CutMidway;
        using var client = Client(server);
        await Assert.ThrowsAnyAsync<Exception>(() => StreamAsync(client));
        await server.Requests[0].Ended.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.True(server.Requests[0].BytesSent > 0);
    }
}
