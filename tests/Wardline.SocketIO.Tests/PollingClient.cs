using System.Net;
using System.Text;
using System.Text.Json;

namespace Wardline.SocketIO.Tests;

internal readonly record struct HttpAnswer(int Status, string Text, string? ContentType);

/// An Engine.IO client by long-polling, request by request, so that tests can send what no proper client would.
internal sealed class PollingClient : IDisposable
{
    private const char Separator = '\u001e';

    private readonly HttpClient _http;
    private readonly string _url;
    private readonly Queue<string> _packets = [];

    private PollingClient(TestServer server, string path, Version version)
    {
        _url = $"{server.Url}{path}/?EIO=4&transport=polling";
        _http = new() { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact, Timeout = TimeSpan.FromSeconds(20) };
    }

    public string Sid { get; private set; } = "";

    public string OpenPacket { get; private set; } = "";

    public string Url => $"{_url}&sid={Sid}";

    public HttpClient Http => _http;

    public static async Task<PollingClient> OpenAsync(TestServer server, string path = "/api/socket", Version? version = null)
    {
        var client = new PollingClient(server, path, version ?? HttpVersion.Version11);
        var open = await client.SendAsync(HttpMethod.Get, client._url);
        Assert.Equal(200, open.Status);
        client.OpenPacket = open.Text;
        client.Sid = JsonDocument.Parse(open.Text[1..]).RootElement.GetProperty("sid").GetString()!;
        return client;
    }

    /// Opens and enters the main namespace.
    public static async Task<PollingClient> ConnectAsync(TestServer server, string connect = "40", Version? version = null)
    {
        var client = await OpenAsync(server, version: version);
        await client.PushAsync(connect);
        Assert.StartsWith("40", await client.NextAsync(), StringComparison.Ordinal);
        return client;
    }

    public Task<HttpAnswer> PollAsync(CancellationToken cancellationToken = default) => SendAsync(HttpMethod.Get, Url, cancellationToken: cancellationToken);

    public Task<HttpAnswer> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    public Task<HttpAnswer> PostAsync(byte[] body, string? contentType = "text/plain;charset=UTF-8") => SendAsync(HttpMethod.Post, Url, body, contentType);

    /// Posts what the server takes.
    public async Task PushAsync(params string[] packets)
    {
        var answer = await PostAsync(string.Join(Separator, packets));
        Assert.Equal((200, "ok"), (answer.Status, answer.Text));
    }

    /// The next packet that is no ping; polls as often as needed, and answers pings.
    public async Task<string> NextAsync()
    {
        while (true)
        {
            if (_packets.TryDequeue(out string? packet))
            {
                if (packet != "2")
                {
                    return packet;
                }
                await PushAsync("3");
                continue;
            }
            var answer = await PollAsync();
            Assert.Equal(200, answer.Status);
            foreach (string part in answer.Text.Split(Separator))
            {
                _packets.Enqueue(part);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    public async Task<HttpAnswer> SendAsync(
        HttpMethod method,
        string url,
        byte[]? body = null,
        string? contentType = null,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, url) { Version = _http.DefaultRequestVersion, VersionPolicy = _http.DefaultVersionPolicy };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }
        using var response = await _http.SendAsync(request, cancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), response.Content.Headers.ContentType?.ToString());
    }
}
