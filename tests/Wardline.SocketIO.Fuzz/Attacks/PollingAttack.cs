using System.Net;
using System.Text;
using Wardline.SocketIO.Fuzz.Chance;
using Wardline.SocketIO.Fuzz.Model;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz.Attacks;

/// Posts by chance in a polling session: 413 for too much, 400 and the end for what is wrong, 200 for the rest.
internal static class PollingAttack
{
    private const byte Separator = 0x1E;

    public static async Task<Done> RunAsync(HttpClient http, int port, Random random, CancellationToken ct)
    {
        var client = await PollingClient.OpenAsync(http, port, ct);
        client.StartPolling();
        var model = new EngineModel();
        int frames = 1;
        var worst = HttpStatusCode.OK;
        for (int posts = random.Next(1, 8), post = 0; post < posts; post++)
        {
            byte[] body = Body(random, first: post == 0);
            frames += 1 + body.Count(octet => octet == Separator);
            var due = Judge(body, model, out bool ends);
            var status = await client.PostAsync(body, chunked: random.OneIn(3));
            DisagreementException.ThrowIf(status != due, $"{status} instead of {due} for {Encoding.UTF8.GetString(body)}");
            worst = status > worst ? status : worst;
            if (ends)
            {
                await client.Polling.WaitAsync(ct);
                string after = await client.GetAsync();
                DisagreementException.ThrowIf(!after.StartsWith("400 {\"code\":1,", StringComparison.Ordinal), $"the session goes on: {after}");
                return new(frames + 1, $"post {(int)status}");
            }
        }
        int answers = model.Answers.Certain.Count;
        DisagreementException.ThrowIf(
            !await client.HearAsync(heard => heard.Texts.Count(text => text != "2") >= answers), $"{client.Heard.Texts.Count} answers instead of {answers}");
        var goodbye = await client.PostAsync("1"u8.ToArray());
        DisagreementException.ThrowIf(goodbye != HttpStatusCode.OK, $"{goodbye} for a goodbye");
        await client.Polling.WaitAsync(ct);
        return new(frames + 1, $"post {(int)worst}");
    }

    private static byte[] Body(Random random, bool first)
    {
        var packets = new List<byte[]>();
        if (first)
        {
            packets.Add("40"u8.ToArray());
            packets.Add("40/custom,"u8.ToArray());
        }
        for (int count = random.Next(1, 8); count > 0; count--)
        {
            var said = random.OneIn(20) ? Speech.Spoilt(random) : Speech.Proper(random);
            packets.Add(said.Text);
            packets.AddRange(said.Attachments.Select(PollingClient.Binary));
        }
        byte[] body = PollingClient.Body(packets);
        return random.Next(40) switch
        {
            0 => random.Insert(body, Speech.NotUtf8(random)),
            1 => [],
            2 => random.Insert(body, [Separator]),
            3 => [.. body, Separator, .. "bAAAA!AAA"u8],
            4 => [.. body, Separator, .. "bAAA"u8],
            5 => [.. body, .. new byte[Limits.Payload]],
            6 => random.Bytes(random.Next(1, 40)),
            7 => body[..random.Next(body.Length)],
            _ => body,
        };
    }

    private static HttpStatusCode Judge(byte[] body, EngineModel model, out bool ends)
    {
        ends = false;
        if (body.Length > Limits.Payload)
        {
            return HttpStatusCode.RequestEntityTooLarge;
        }
        ends = true;
        if (!WebSocketModel.IsUtf8(body))
        {
            return HttpStatusCode.BadRequest;
        }
        foreach (var packet in Encoding.UTF8.GetString(body).Split((char)Separator))
        {
            if (model.Receive(Encoding.UTF8.GetBytes(packet), isBinary: false) is { } status)
            {
                return status == Status.Normal ? HttpStatusCode.OK : HttpStatusCode.BadRequest;
            }
        }
        ends = false;
        return HttpStatusCode.OK;
    }
}
