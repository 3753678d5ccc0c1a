using Wardline.SocketIO.Fuzz.Chance;
using Wardline.SocketIO.Fuzz.Model;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz.Attacks;

/// A hostile WebSocket. Every close code, every answer and every pong is compared with the model's.
internal static class SocketAttack
{
    public static async Task<Done> SocketIOAsync(int port, Random random, CancellationToken ct)
    {
        using var client = await WireClient.OpenAsync(port, FuzzServer.SocketIOPath + "?EIO=4&transport=websocket", ct);
        var stream = new FrameStream(random);
        Enter(stream, random);
        HostileStream.Write(stream, random);
        return await RunAsync(client, stream, new EngineModel(), random, ct);
    }

    public static async Task<Done> PlainAsync(int port, Random random, CancellationToken ct)
    {
        using var client = await WireClient.OpenAsync(port, FuzzServer.PlainPath, ct);
        var stream = new FrameStream(random);
        HostileStream.Write(stream, random);
        return await RunAsync(client, stream, new PlainModel(), random, ct);
    }

    public static void Enter(FrameStream stream, Random random)
    {
        if (!random.OneIn(20))
        {
            stream.Message("40"u8.ToArray(), isBinary: false);
        }
        if (!random.OneIn(20))
        {
            stream.Message("40/custom,"u8.ToArray(), isBinary: false);
        }
    }

    public static async Task<Done> RunAsync(WireClient client, FrameStream stream, IMessageModel model, Random random, CancellationToken ct)
    {
        byte[] sent = stream.Bytes;
        var verdict = new WebSocketModel(model).Judge(sent);
        try
        {
            return await FollowAsync(client, sent, verdict, random, ct);
        }
        catch (OperationCanceledException)
        {
            var missing = verdict.Answers.Certain.Where(answer => !client.Heard.Texts.Exists(text => text.StartsWith(answer, StringComparison.Ordinal)));
            throw new DisagreementException($"hangs {Describe(client.Heard)}, {client.Heard.Pongs.Count} of {verdict.Answers.Pongs.Count} pongs; due: close {verdict.Close} for {verdict.Answers.Objection}, {string.Join(' ', missing)}");
        }
    }

    private static async Task<Done> FollowAsync(WireClient client, byte[] sent, Verdict verdict, Random random, CancellationToken ct)
    {
        await SendInPiecesAsync(client, sent, random, ct);
        int frames = verdict.Frames;
        if (verdict.Close is { } status)
        {
            await client.HearAsync(_ => false, ct);
            DisagreementException.ThrowIf(client.Heard.Close != status, $"close {client.Heard.Close} instead of {status} for {verdict.Answers.Objection}");
            Missing(client.Heard, verdict.Answers);
            return new(frames, Name(status));
        }
        await HearAnswersAsync(client, verdict.Answers, ct);
        if (verdict.EndsWhole)
        {
            await EndAsync(client, verdict.Answers, random, ct);
            frames++;
        }
        return new(frames, "open");
    }

    private static async Task SendInPiecesAsync(WireClient client, byte[] bytes, Random random, CancellationToken ct)
    {
        int most = random.Next(8) switch
        {
            0 => 1,
            1 or 2 => random.Next(2, 200),
            3 or 4 => random.Next(200, 5000),
            _ => bytes.Length + 1,
        };
        // Byte by byte is slow; the beginning is enough for it.
        for (int at = 0, pieces = 0; at < bytes.Length; pieces++)
        {
            int piece = Math.Min(pieces > 100 ? bytes.Length : random.Next(1, most + 1), bytes.Length - at);
            await client.SendAsync(bytes.AsMemory(at, piece), ct);
            at += piece;
            if (pieces % 16 == 0)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task HearAnswersAsync(WireClient client, Answers answers, CancellationToken ct)
    {
        int missing;
        while ((missing = Missing(client.Heard, answers)) > 0)
        {
            int wanted = client.Heard.Texts.Count + missing;
            await client.HearAsync(heard => heard.Texts.Count >= wanted, ct);
            ThrowIfClosed(client.Heard);
        }
        await client.HearAsync(heard => heard.Pongs.Count >= answers.Pongs.Count && heard.Binaries.Count >= answers.Binaries, ct);
        ThrowIfClosed(client.Heard);
        for (int i = 0; i < answers.Pongs.Count; i++)
        {
            DisagreementException.ThrowIf(!client.Heard.Pongs[i].AsSpan().SequenceEqual(answers.Pongs[i]), $"pong {i} with another content");
        }
    }

    /// A last ping, whose pong proves that nothing more was on its way, and at times a proper goodbye.
    private static async Task EndAsync(WireClient client, Answers answers, Random random, CancellationToken ct)
    {
        var last = new FrameStream(random);
        last.Frame(0x89, "end"u8.ToArray());
        await client.SendAsync(last.Bytes, ct);
        await client.HearAsync(heard => heard.Pongs.Count > answers.Pongs.Count, ct);
        ThrowIfClosed(client.Heard);
        DisagreementException.ThrowIf(Missing(client.Heard, answers) != 0, "an answer went missing");
        int attachments = answers.AreWhole ? answers.Binaries : client.Heard.Texts.Where(text => text.StartsWith("46", StringComparison.Ordinal)).Sum(text => text[2] - '0');
        DisagreementException.ThrowIf(client.Heard.Binaries.Count != attachments, $"{client.Heard.Binaries.Count} binary messages instead of {attachments}");
        if (random.OneIn(2))
        {
            last = new FrameStream(random);
            last.Frame(0x88, [0x03, 0xE8]);
            await client.SendAsync(last.Bytes, ct);
            await client.HearAsync(_ => false, ct);
            DisagreementException.ThrowIf(client.Heard.Close != Status.Normal, $"goodbye answered with {client.Heard.Close}");
        }
    }

    /// How many answers are still to come; throws for one that is not due.
    private static int Missing(Heard heard, Answers answers)
    {
        var certain = answers.Certain.ToList();
        var possible = answers.Possible.ToList();
        foreach (var text in heard.Texts)
        {
            bool isOpening = !answers.AreWhole && (text == "2" || text.StartsWith("0{", StringComparison.Ordinal));
            DisagreementException.ThrowIf(!isOpening && !Take(certain, text, answers.AreWhole) && !Take(possible, text, answers.AreWhole), $"nobody asked for {text}");
        }
        return certain.Count;
    }

    private static bool Take(List<string> due, string text, bool whole)
    {
        int index = due.FindIndex(answer => whole ? text == answer : text.StartsWith(answer, StringComparison.Ordinal));
        if (index >= 0)
        {
            due.RemoveAt(index);
        }
        return index >= 0;
    }

    private static void ThrowIfClosed(Heard heard) =>
        DisagreementException.ThrowIf(heard.Close is not null, $"closed with {heard.Close} though nothing was wrong {Describe(heard)}");

    private static string Describe(Heard heard) => $"after {heard.Texts.Count} texts, the last {heard.Texts.LastOrDefault()}";

    private static string Name(int status) => status switch
    {
        Status.None => "no status",
        >= 3000 => "3000 to 4999",
        _ => status.ToString(),
    };
}
