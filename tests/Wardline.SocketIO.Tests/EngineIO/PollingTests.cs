using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wardline.SocketIO.Tests.EngineIO;

/// Requests, payloads and their limits.
public sealed class PollingTests
{
    private const string Engine = "/engine";

    [Fact]
    [Trait("Rule", "LP-1")]
    public async Task Open_packet_names_the_upgrade()
    {
        await using var server = await TestServer.EchoAsync(o => o.MaxPayload = 12_345);
        using var client = await PollingClient.OpenAsync(server, Engine);
        Assert.StartsWith("0{", client.OpenPacket, StringComparison.Ordinal);
        using var open = JsonDocument.Parse(client.OpenPacket[1..]);
        Assert.Equal(
            ["maxPayload", "pingInterval", "pingTimeout", "sid", "upgrades"],
            open.RootElement.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal("""["websocket"]""", open.RootElement.GetProperty("upgrades").GetRawText());
        Assert.Equal(12_345, open.RootElement.GetProperty("maxPayload").GetInt32());
        Assert.Equal(20, client.Sid.Length);
    }

    [Theory]
    [Trait("Rule", "EIO-2")]
    [InlineData("GET", "transport=polling", 5, "Unsupported protocol version")]
    [InlineData("GET", "EIO=abc&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("GET", "EIO=3&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("GET", "EIO=4&transport=abc", 0, "Transport unknown")]
    [InlineData("POST", "EIO=4&transport=polling", 2, "Bad handshake method")]
    [InlineData("PUT", "EIO=4&transport=polling", 2, "Bad handshake method")]
    [InlineData("GET", "EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown")]
    [InlineData("POST", "EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown")]
    [InlineData("GET", "EIO=4&transport=websocket&sid=nobody", 1, "Session ID unknown")]
    public async Task Request_that_opens_nothing_is_told_why(string method, string query, int code, string message)
    {
        await using var server = await TestServer.EchoAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{server.Url}{Engine}/?{query}");
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal($$"""{"code":{{code}},"message":"{{message}}"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(0, server.SocketIO.ConnectionCount);
    }

    [Fact]
    [Trait("Rule", "LP-1")]
    public async Task Empty_sid_opens_a_session()
    {
        await using var server = await TestServer.EchoAsync();
        using var http = new HttpClient();
        Assert.StartsWith("0{", await http.GetStringAsync($"{server.Url}{Engine}/?EIO=4&transport=polling&sid="), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "LP-2")]
    [InlineData("4hello")]
    [InlineData("4")]
    [InlineData("4João ☤ 𝄞")]
    [InlineData("4test1\u001e4test2\u001e4test3")]
    [InlineData("4hello\u001ebAQIDBA==")]
    [InlineData("bAQIDBA==\u001e4hello\u001eb\u001ebAA==\u001e4")]
    public async Task Payload_comes_back_as_it_was_sent(string payload)
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        var post = await client.PostAsync(payload);
        Assert.Equal(new(200, "ok", "text/html"), post);
        var packets = payload.Split('\u001e');
        var heard = new List<string>();
        while (heard.Count < packets.Length)
        {
            heard.Add(await client.NextAsync());
        }
        Assert.Equal(packets, heard);
    }

    [Fact]
    [Trait("Rule", "LP-2")]
    public async Task Everything_that_waits_comes_in_one_answer_and_a_poll_waits_when_nothing_does()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        var socket = (await server.SocketsAsync(1)).Single();
        var waiting = client.PollAsync();
        Assert.True(socket.Emit("a"));
        Assert.Equal(new(200, """42["a"]""", "text/plain; charset=UTF-8"), await waiting);
        socket.Emit("b", JsonBody.Binary(new byte[] { 1, 2, 3 }));
        socket.Emit("c");
        Assert.Equal("451-[\"b\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID\u001e42[\"c\"]", (await client.PollAsync()).Text);
    }

    [Fact]
    [Trait("Rule", "LP-2")]
    public async Task Answers_are_never_stored_by_a_cache()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        await client.PushAsync("4x");
        using var poll = await client.Http.GetAsync(client.Url);
        Assert.True(poll.Headers.CacheControl?.NoStore);
        Assert.Equal(2, poll.Content.Headers.ContentLength);
    }

    public static TheoryData<string, byte[]> Malformed() => new()
    {
        { "empty", [] },
        { "unknown type", "abc"u8.ToArray() },
        { "empty packet", "4a\u001e"u8.ToArray() },
        { "empty packet first", "\u001e4a"u8.ToArray() },
        { "ping", "2"u8.ToArray() },
        { "open", "0"u8.ToArray() },
        { "upgrade", "5"u8.ToArray() },
        { "pong with content", "3probe"u8.ToArray() },
        { "base64 of another alphabet", "b_-__"u8.ToArray() },
        { "base64 without padding", "bAQI"u8.ToArray() },
        { "base64 with padding inside", "bAQ==AQ=="u8.ToArray() },
        { "base64 with rubbish", "bAQ!D"u8.ToArray() },
        { "not UTF-8", [(byte)'4', 0xC0, 0xAF] },
        { "cut inside a character", [(byte)'4', 0xE2, 0x98] },
    };

    [Theory]
    [Trait("Rule", "LP-4")]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_body_is_answered_400_and_ends_the_session(string what, byte[] body)
    {
        Assert.NotEmpty(what);
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        var waiting = client.PollAsync();
        await client.PushAsync("4first");
        Assert.Equal("4first", (await waiting).Text);
        waiting = client.PollAsync();
        var post = await client.PostAsync(body);
        Assert.Equal((400, """{"code":3,"message":"Bad request"}"""), (post.Status, post.Text));
        var poll = await waiting;
        Assert.True(poll is { Status: 400 } or { Status: 200, Text: "1" or "4a\u001e1" or "4a" }, poll.ToString());
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "LP-3")]
    public async Task Bytes_as_they_are_are_refused_and_no_content_type_is_needed()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        Assert.Equal(200, (await client.PostAsync("4a"u8.ToArray(), contentType: null)).Status);
        Assert.Equal("4a", await client.NextAsync());
        Assert.Equal(400, (await client.PostAsync("4b"u8.ToArray(), "application/octet-stream")).Status);
        Assert.Equal(400, (await client.PollAsync()).Status);
    }

    [Fact]
    [Trait("Rule", "LP-5")]
    public async Task Body_of_the_limit_is_taken_and_a_larger_one_is_413_without_ending_the_session()
    {
        await using var server = await TestServer.EchoAsync(o => o.MaxPayload = 10_000);
        using var client = await PollingClient.OpenAsync(server, Engine);
        var largest = "4" + new string('x', 9_999);
        await client.PushAsync(largest);
        Assert.Equal(largest, await client.NextAsync());
        Assert.Equal(413, (await client.PostAsync(largest + "x")).Status);
        await client.PushAsync("4still here");
        Assert.Equal("4still here", await client.NextAsync());
    }

    [Fact]
    [Trait("Rule", "LP-5")]
    public async Task Body_without_a_length_is_read_no_further_than_the_limit()
    {
        await using var server = await TestServer.EchoAsync(o => o.MaxPayload = 1_000);
        using var client = await PollingClient.OpenAsync(server, Engine);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        var chunk = new string('x', 0x400);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {new Uri(client.Url).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n{chunk}\r\n"));
        // The body goes on for ever; the answer comes all the same.
        var answer = new byte[12];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await tcp.GetStream().ReadExactlyAsync(answer, limit.Token);
        Assert.Equal("HTTP/1.1 413", Encoding.ASCII.GetString(answer));
    }

    [Fact]
    [Trait("Rule", "LP-3")]
    public async Task Body_in_chunks_is_one_payload()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        string[] parts =
        [
            $"POST {new Uri(client.Url).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
            "3\r\n4Jo\r\n", "1\r\n\u00c3\r\n", "2\r\n\u00a3o\r\n", "3\r\n\u001e4a\r\n", "0\r\n\r\n",
        ];
        foreach (string part in parts)
        {
            await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(part));
            await Task.Yield();
        }
        Assert.Equal("4João", await client.NextAsync());
        Assert.Equal("4a", await client.NextAsync());
    }

    [Fact]
    [Trait("Rule", "LP-6")]
    public async Task Second_poll_at_a_time_ends_the_session()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        Task<HttpAnswer>[] polls = [client.PollAsync(), client.PollAsync()];
        var answers = await Task.WhenAll(polls);
        Assert.Equal([200, 400], answers.Select(answer => answer.Status).Order());
        Assert.Contains(answers, answer => answer.Text == "1");
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "LP-6")]
    public async Task Second_post_at_a_time_ends_the_session()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        // The first body never comes to its end. The server asks for it, which shows that it is being read.
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {new Uri(client.Url).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n"));
        var head = new byte[12];
        await tcp.GetStream().ReadExactlyAsync(head);
        Assert.Equal("HTTP/1.1 100", Encoding.ASCII.GetString(head));
        Assert.Equal(400, (await client.PostAsync("4b")).Status);
        Assert.Equal(400, (await client.PollAsync()).Status);
    }

    /// A client's next request may arrive before the server has returned from writing the last answer.
    [Theory]
    [Trait("Rule", "LP-6")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Requests_in_quick_succession_on_other_connections_are_never_taken_for_two_at_a_time(int version)
    {
        await using var server = await TestServer.EchoAsync(protocols: version == 1 ? HttpProtocols.Http1 : HttpProtocols.Http2);
        using var client = await PollingClient.OpenAsync(server, Engine, new Version(version, version == 1 ? 1 : 0));
        for (int i = 0; i < 300; i++)
        {
            await client.PushAsync($"4{i}");
            Assert.Equal($"4{i}", await client.NextAsync());
        }
    }

    [Fact]
    [Trait("Rule", "LP-7")]
    public async Task Poll_that_the_client_gives_up_ends_the_session()
    {
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(main => main.OnDisconnect((_, why, _) =>
        {
            reason.SetResult(why);
            return ValueTask.CompletedTask;
        }));
        using var client = await PollingClient.ConnectAsync(server);
        using (var tcp = new TcpClient())
        {
            await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {new Uri(client.Url).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        Assert.Equal(DisconnectReason.TransportClosed, await reason.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(400, (await client.PollAsync()).Status);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }

    [Fact]
    [Trait("Rule", "LP-7")]
    public async Task Post_that_breaks_off_ends_the_session()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        using (var tcp = new TcpClient())
        {
            await tcp.ConnectAsync(IPAddress.Loopback, server.Port);
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {new Uri(client.Url).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n4a"));
        }
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
        Assert.Equal(400, (await client.PollAsync()).Status);
    }

    [Theory]
    [Trait("Rule", "LP-8")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Other_methods_are_refused_and_do_no_harm(string method)
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, Engine);
        Assert.Equal(400, (await client.SendAsync(new(method), client.Url)).Status);
        await client.PushAsync("4a");
        Assert.Equal("4a", await client.NextAsync());
    }

    [Fact]
    [Trait("Rule", "LP-8")]
    public async Task Session_of_one_path_is_unknown_at_another()
    {
        await using var server = await TestServer.MappedAsync(app =>
        {
            app.MapSocketIO("/api/socket", io => io.Namespace("/"));
            app.MapEngineIO("/engine", _ => { });
        });
        using var socketIO = await PollingClient.OpenAsync(server);
        using var engine = await PollingClient.OpenAsync(server, Engine);
        using var http = new HttpClient();
        using var crossed = await http.GetAsync($"{server.Url}/engine/?EIO=4&transport=polling&sid={socketIO.Sid}");
        Assert.Equal(HttpStatusCode.BadRequest, crossed.StatusCode);
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", await crossed.Content.ReadAsStringAsync());
        await using var socket = await WireSocket.DialAsync(server);
        string answer = await socket.UpgradeAsync($"/api/socket/?EIO=4&transport=websocket&sid={engine.Sid}");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "LP-8")]
    public async Task Session_of_a_WebSocket_cannot_be_polled()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(server);
        string sid = JsonDocument.Parse(socket.OpenPacket[1..]).RootElement.GetProperty("sid").GetString()!;
        using var http = new HttpClient();
        using var poll = await http.GetAsync($"{server.Url}/api/socket/?EIO=4&transport=polling&sid={sid}");
        Assert.Equal(HttpStatusCode.BadRequest, poll.StatusCode);
        await socket.SendAsync("40");
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
    }
}
