using System.Text;
using Wardline.SocketIO.Fuzz.Chance;
using Wardline.SocketIO.Fuzz.Wire;

namespace Wardline.SocketIO.Fuzz.Attacks;

/// One request with a query by chance, rule EIO-2. What it should be answered is known from how it was made.
internal static class QueryAttack
{
    public static async Task<Done> RunAsync(int port, Random random, CancellationToken ct)
    {
        string? transport = random.Pick<string?>("websocket", "websocket", "polling", "polling", null, "", "webtransport", "WebSocket", "polling ");
        string? version = random.Pick<string?>("4", "4", "4", "3", null, "", "44", "4.0");
        string? sid = random.OneIn(4) ? Convert.ToHexString(random.Bytes(random.Next(1, 200))) : null;
        string method = random.Pick("GET", "GET", "GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
        bool proper = random.OneIn(2);
        string headers = proper ? WireClient.Handshake : Improper(random);
        int? due = transport is not ("websocket" or "polling") ? 0
            : sid is not null ? 1
            : method != "GET" ? 2
            : (transport == "websocket") != proper ? 3
            : version != "4" ? 5
            : null;

        using var client = await WireClient.DialAsync(port, ct);
        string query = Query(random, ("transport", transport), ("EIO", version), ("sid", sid));
        string path = random.OneIn(2) ? FuzzServer.SocketIOPath : FuzzServer.SocketIOPath.TrimEnd('/');
        // An upgrade request keeps the connection; any other gives it up, so that the end of the answer shows.
        string head = await client.RequestAsync($"{method} {path}?{query} HTTP/1.1\r\n{headers}{(proper ? "" : "Connection: close\r\n")}\r\n", ct);
        string status = head.Split(' ')[1];
        if (due is { } code)
        {
            string body = proper ? "" : await client.RestAsync(ct);
            bool agrees = status == "400" && (proper || body.Contains($"\"code\":{code},", StringComparison.Ordinal));
            DisagreementException.ThrowIf(!agrees, $"{status} {body} instead of 400 with code {code} for {method} {query}");
            return new(1, $"400/{code}");
        }
        DisagreementException.ThrowIf(status != (proper ? "101" : "200"), $"{status} for {method} {query}");
        if (!proper)
        {
            await LeaveAsync(port, await client.RestAsync(ct), ct);
        }
        return new(1, status);
    }

    /// An answer to an open packet over polling says goodbye, so that no session stays behind.
    private static async Task LeaveAsync(int port, string opened, CancellationToken ct)
    {
        const string Mark = "\"sid\":\"";
        int at = opened.IndexOf(Mark, StringComparison.Ordinal);
        DisagreementException.ThrowIf(at < 0, $"no session in {opened}");
        string sid = opened.Substring(at + Mark.Length, 20);
        using var client = await WireClient.DialAsync(port, ct);
        var head = await client.RequestAsync(
            $"POST {FuzzServer.SocketIOPath}?EIO=4&transport=polling&sid={sid} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1", ct);
        DisagreementException.ThrowIf(!head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal), $"goodbye answered with {head}");
    }

    private static string Improper(Random random) => "Host: localhost\r\n" + random.Next(5) switch
    {
        0 => "Upgrade: websocket\r\n",
        1 => "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n",
        2 => $"Origin: {random.Next()}\r\n",
        3 => "Accept-Encoding: gzip, deflate, br\r\nCookie: io=1\r\n",
        _ => "",
    };

    private static string Query(Random random, params ReadOnlySpan<(string Name, string? Value)> wanted)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in wanted)
        {
            if (value is not null)
            {
                pairs.Insert(random.Next(pairs.Count + 1), $"{Encode(random, name)}={Encode(random, value)}");
            }
        }
        for (int noise = random.Next(4); noise > 0; noise--)
        {
            pairs.Insert(
                random.Next(pairs.Count + 1),
                random.Pick("", "=", "t=Oabc", "&", "%", "%zz=1", "b64=1", "x=%00", "transports=polling", "=4", "eio=3", "TRANSPORT=polling", "t=" + new string('t', random.Next(3000)), "%C3%28=%FF", "SID=x", "j=0"));
        }
        return string.Join('&', pairs);
    }

    /// Some characters in their other form.
    private static string Encode(Random random, string text)
    {
        var encoded = new StringBuilder();
        foreach (char c in text)
        {
            encoded.Append(c == ' ' || random.OneIn(12) ? $"%{(int)c:X2}" : c.ToString());
        }
        return encoded.ToString();
    }
}
