using System.Text;
using Wardline.SocketIO.Fuzz.Chance;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz.Attacks;

/// Nothing hostile: whatever is asked must be answered, complete and in order, over WebSocket, over polling, and when the
/// one gives way to the other in between.
internal static class EchoSequence
{
    private sealed record Asked(Said Said, IReadOnlyList<string> Answer);

    public static async Task<Done> RunAsync(HttpClient http, int port, Random random, CancellationToken ct)
    {
        List<Asked> asked = [.. Ask(random)];
        List<string> due = [.. asked.SelectMany(question => question.Answer)];
        int byPolling = random.Next(3) switch { 0 => 0, 1 => asked.Count, _ => random.Next(asked.Count + 1) };
        List<string> heard = [];
        int frames = asked.Sum(question => 1 + question.Said.Attachments.Count) + 2;
        if (byPolling == 0)
        {
            using var socket = await WireClient.OpenAsync(port, FuzzServer.SocketIOPath + "?EIO=4&transport=websocket", ct);
            await AskAsync(socket, Entry.Concat(asked), random, ct);
            await socket.HearAsync(told => told.InOrder.Count >= due.Count + 2, ct);
            Compare(socket.Heard.InOrder.Skip(2), due);
            return new(frames, "echo websocket");
        }
        var polling = await PollingClient.OpenAsync(http, port, ct);
        polling.StartPolling();
        await PostAsync(polling, Entry.Concat(asked.Take(byPolling)), random);
        if (byPolling == asked.Count && random.OneIn(2))
        {
            await polling.HearAsync(told => told.InOrder.Count > due.Count);
            Compare(polling.Heard.InOrder.Skip(1), due);
            await polling.PostAsync("1"u8.ToArray());
            await polling.Polling.WaitAsync(ct);
            return new(frames, "echo polling");
        }
        using (var socket = await WireClient.OpenAsync(port, $"{FuzzServer.SocketIOPath}?EIO=4&transport=websocket&sid={polling.SessionId}", ct))
        {
            await SendAsync(socket, "2probe", random, ct);
            await socket.HearAsync(told => told.InOrder.Count == 1, ct);
            polling.StopPolling();
            await polling.Polling.WaitAsync(ct);
            await SendAsync(socket, "5", random, ct);
            await AskAsync(socket, asked.Skip(byPolling), random, ct);
            await socket.HearAsync(told => told.InOrder.Count + polling.Heard.InOrder.Count >= due.Count + 2, ct);
            heard.AddRange(polling.Heard.InOrder);
            heard.AddRange(socket.Heard.InOrder.Skip(1));
            Compare(heard.Skip(1), due);
        }
        return new(frames + 2, "echo upgraded");
    }

    private static IEnumerable<Asked> Entry => [new(new("40"u8.ToArray(), []), [])];

    private static IEnumerable<Asked> Ask(Random random)
    {
        for (int id = 0, count = random.Next(1, 60); id < count; id++)
        {
            string json = Json.Value(random);
            json = json.Length > 1000 ? "null" : json;
            int attachments = random.OneIn(5) ? random.Next(1, Limits.Attachments + 1) : 0;
            if (attachments == 0)
            {
                yield return new(new(Encoding.UTF8.GetBytes($"42{id}[\"echo\",{json}]"), []), [$"43{id}[{json}]"]);
                continue;
            }
            byte[][] parts = [.. Enumerable.Range(0, attachments).Select(_ => random.Bytes(random.Next(300)))];
            string argument = $"[{json},{string.Join(',', Enumerable.Range(0, attachments).Select(Json.Placeholder))}]";
            yield return new(
                new(Encoding.UTF8.GetBytes($"45{attachments}-{id}[\"echo\",{argument}]"), parts),
                [$"46{attachments}-{id}[{argument}]", .. parts.Select(Convert.ToHexString)]);
        }
    }

    private static async Task AskAsync(WireClient socket, IEnumerable<Asked> asked, Random random, CancellationToken ct)
    {
        var stream = new FrameStream(random);
        foreach (var question in asked)
        {
            HostileStream.Say(stream, question.Said);
        }
        byte[] bytes = stream.Bytes;
        for (int at = 0; at < bytes.Length;)
        {
            int piece = Math.Min(random.Next(1, 3000), bytes.Length - at);
            await socket.SendAsync(bytes.AsMemory(at, piece), ct);
            at += piece;
        }
    }

    private static Task SendAsync(WireClient socket, string text, Random random, CancellationToken ct) =>
        AskAsync(socket, [new(new(Encoding.ASCII.GetBytes(text), []), [])], random, ct);

    /// As many packets at a time as chance and the limit have it; the parts of one question may go apart.
    private static async Task PostAsync(PollingClient polling, IEnumerable<Asked> asked, Random random)
    {
        var body = new List<byte[]>();
        foreach (var packet in asked.SelectMany(question => question.Said.Attachments.Select(PollingClient.Binary).Prepend(question.Said.Text)))
        {
            if (body.Count > 0 && (random.OneIn(6) || body.Sum(one => one.Length + 1) + packet.Length > Limits.Payload))
            {
                await polling.PostAsync(PollingClient.Body(body));
                body.Clear();
            }
            body.Add(packet);
        }
        await polling.PostAsync(PollingClient.Body(body));
    }

    private static void Compare(IEnumerable<string> heard, List<string> due)
    {
        var told = heard.ToList();
        for (int i = 0; i < Math.Max(told.Count, due.Count); i++)
        {
            DisagreementException.ThrowIf(told.ElementAtOrDefault(i) != due.ElementAtOrDefault(i), $"answer {i} of {due.Count} is {told.ElementAtOrDefault(i)} instead of {due.ElementAtOrDefault(i)}");
        }
    }
}
