using System.Diagnostics;
using System.Text;
using Wardline.SocketIO.Fuzz.Chance;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz;

/// A good client that asks all the time while others attack.
internal sealed class Witness : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly WireClient _client;
    private readonly CancellationTokenSource _stop;
    private readonly Task _asking;

    private Witness(WireClient client, CancellationToken ct)
    {
        _client = client;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _asking = AskAsync();
    }

    public TimeSpan Longest { get; private set; }

    public int Asked { get; private set; }

    /// Null while every question was answered.
    public string? Complaint { get; private set; }

    public static async Task<Witness> ComeAsync(int port, CancellationToken ct) =>
        new(await WireClient.OpenAsync(port, FuzzServer.SocketIOPath + "?EIO=4&transport=websocket", ct), ct);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        try
        {
            await SayAsync("40");
            await _client.HearAsync(heard => heard.Texts.Count == 2, _stop.Token);
            while (true)
            {
                long start = Stopwatch.GetTimestamp();
                string question = Asked.ToString();
                _client.Heard.Texts.Clear();
                _client.Heard.InOrder.Clear();
                await SayAsync($"42{question}[\"echo\",{question}]");
                await _client.HearAsync(heard => heard.Texts.Contains($"43{question}[{question}]"), _stop.Token);
                if (_client.Heard.Close is { } status)
                {
                    Complaint = $"closed with {status} after {Asked} answers";
                    return;
                }
                var took = Stopwatch.GetElapsedTime(start);
                Longest = took > Longest ? took : Longest;
                Asked++;
                if (_client.Heard.Texts.Contains("2"))
                {
                    await SayAsync("3");
                }
                await Task.Delay(s_pause, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It may go.
        }
        catch (Exception error)
        {
            Complaint = error.ToString();
        }
    }

    private Task SayAsync(string text)
    {
        var frame = new FrameStream(new Random(1));
        frame.Frame(0x81, Encoding.UTF8.GetBytes(text));
        return _client.SendAsync(frame.Bytes, _stop.Token);
    }
}
