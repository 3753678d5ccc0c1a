using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Wardline.AI.Tests.StandIns;

/// <summary>Asks an OpenAI-compatible server with a bare HttpClient.</summary>
internal sealed class Chat(Uri endpoint) : IDisposable
{
    /// <summary>Hangs up at once: .NET's default reads on for two seconds after a response is disposed.</summary>
    private readonly HttpClient _http = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = endpoint, Timeout = TimeSpan.FromSeconds(60) };

    public HttpClient Http => _http;

    public Task<HttpResponseMessage> SendAsync(object body, CancellationToken ct) => _http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(body) },
        HttpCompletionOption.ResponseHeadersRead, ct);

    /// <summary>The words of a streamed answer, and what was said at its end.</summary>
    public async Task<Streamed> StreamAsync(object body, CancellationToken ct)
    {
        using var answer = await SendAsync(body, ct);
        answer.EnsureSuccessStatusCode();
        var text = new StringBuilder();
        var streamed = new Streamed("", 0, null, null, Done: false);
        await foreach (var data in Sse.DataAsync(await answer.Content.ReadAsStreamAsync(ct), ct))
        {
            if (data == "[DONE]")
            {
                streamed = streamed with { Done = true };
                continue;
            }

            var chunk = JsonElement.Parse(data);
            if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
            {
                streamed = streamed with { CompletionTokens = usage.GetProperty("completion_tokens").GetInt32() };
            }

            foreach (var choice in chunk.GetProperty("choices").EnumerateArray())
            {
                streamed = streamed with { Finish = choice.GetProperty("finish_reason").GetString() ?? streamed.Finish };
                if (choice.GetProperty("delta").TryGetProperty("content", out var content))
                {
                    text.Append(content.GetString());
                    streamed = streamed with { Deltas = streamed.Deltas + 1 };
                }
            }
        }

        return streamed with { Text = text.ToString() };
    }

    public void Dispose() => _http.Dispose();
}

internal sealed record Streamed(string Text, int Deltas, string? Finish, int? CompletionTokens, bool Done);
