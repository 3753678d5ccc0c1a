using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Wardline.SocketIO.Fuzz.Wire;

/// A polling session: posts when it is told to, and polls all the time.
internal sealed class PollingClient
{
    private const char Separator = '\u001E';

    private readonly HttpClient _http;
    private readonly string _url;
    private readonly Lock _gate = new();
    private readonly CancellationToken _ct;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    private PollingClient(HttpClient http, string url, CancellationToken ct) => (_http, _url, _ct) = (http, url, ct);

    public required string SessionId { get; init; }

    public Heard Heard { get; } = new();

    /// Ends when the session does, or after <see cref="StopPolling"/>.
    public Task Polling { get; private set; } = Task.CompletedTask;

    public static async Task<PollingClient> OpenAsync(HttpClient http, int port, CancellationToken ct)
    {
        string url = $"http://127.0.0.1:{port}{FuzzServer.SocketIOPath}?EIO=4&transport=polling";
        string opened = await http.GetStringAsync(url, ct);
        string sid = opened.Split("\"sid\":\"")[1][..20];
        return new(http, $"{url}&sid={sid}", ct) { SessionId = sid };
    }

    public void StartPolling() => Polling = PollAsync();

    /// The poll under way is the last.
    public void StopPolling() => _stopping = true;

    public async Task<HttpStatusCode> PostAsync(byte[] body, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _http.SendAsync(request, _ct);
        return response.StatusCode;
    }

    public async Task<string> GetAsync()
    {
        using var response = await _http.GetAsync(_url, _ct);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(_ct)}";
    }

    /// Waits until so many texts and binaries were heard; false when polling ended before.
    public async Task<bool> HearAsync(Func<Heard, bool> enough)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (enough(Heard))
                {
                    return true;
                }
                news = _news.Task;
            }
            if (await Task.WhenAny(news, Polling).WaitAsync(_ct) == Polling && !news.IsCompleted)
            {
                return enough(Heard);
            }
        }
    }

    public static byte[] Body(IEnumerable<byte[]> packets)
    {
        var body = new List<byte>();
        foreach (var packet in packets)
        {
            if (body.Count > 0)
            {
                body.Add((byte)Separator);
            }
            body.AddRange(packet);
        }
        return [.. body];
    }

    public static byte[] Binary(byte[] bytes) => [(byte)'b', .. Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))];

    private async Task PollAsync()
    {
        while (!_stopping)
        {
            using var response = await _http.GetAsync(_url, _ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return;
            }
            Hear(await response.Content.ReadAsStringAsync(_ct));
        }
    }

    private void Hear(string body)
    {
        lock (_gate)
        {
            foreach (var packet in body.Split(Separator))
            {
                if (packet.StartsWith('b'))
                {
                    Heard.Binary(Convert.FromBase64String(packet[1..]));
                }
                else if (packet != "6")
                {
                    Heard.Text(packet);
                }
            }
            _news.SetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
