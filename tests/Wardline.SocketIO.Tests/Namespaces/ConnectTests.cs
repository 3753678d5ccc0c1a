using System.Text.Json;

namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class ConnectTests
{
    [Fact]
    [Trait("Rule", "SIO-1")]
    public async Task Connect_is_answered_with_a_sid_only_which_is_not_that_of_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("40");
        string answer = await socket.ReadAsync();
        Assert.StartsWith("40{", answer, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(answer[2..]);
        var only = Assert.Single(json.RootElement.EnumerateObject());
        Assert.Equal("sid", only.Name);
        Assert.DoesNotContain(only.Value.GetString()!, socket.OpenPacket, StringComparison.Ordinal);
        Assert.Equal(only.Value.GetString(), (await server.SocketsAsync(1))[0].Id);
    }

    [Fact]
    [Trait("Rule", "SIO-2")]
    public async Task Unknown_namespace_is_refused_and_the_connection_stays()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("40/random");
        Assert.Equal("""44/random,{"message":"Invalid namespace"}""", await socket.ReadAsync());
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-3")]
    public async Task Connect_handler_sees_auth_and_request_and_may_refuse_with_data()
    {
        await using var server = await TestServer.StartAsync(main => main.OnConnect((c, _) =>
        {
            string token = c.Auth?.GetProperty("token").GetString() ?? "none";
            c.State = $"{token} {c.Handshake.Header("x-ward")} {c.Handshake.Query["EIO"]} {c.Handshake.RemoteAddress}";
            return ValueTask.FromResult(token == "good"
                ? ConnectResult.Accept()
                : ConnectResult.Refuse("not \"signed\" in", JsonBody.Encoded("""{"code":"unauthorized"}"""u8)));
        }));
        await using var socket = await WireSocket.OpenAsync(server, headers: "X-Ward: icu\r\n");
        await socket.SendAsync("""40{"token":"bad"}""");
        string refusal = await socket.ReadAsync();
        Assert.StartsWith("44{", refusal, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(refusal[2..]);
        Assert.Equal("not \"signed\" in", json.RootElement.GetProperty("message").GetString());
        Assert.Equal("unauthorized", json.RootElement.GetProperty("data").GetProperty("code").GetString());

        await socket.SendAsync("""40{"token":"good"}""");
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("good icu 4 127.0.0.1", (await server.SocketsAsync(1))[0].State);
    }

    [Fact]
    [Trait("Rule", "SIO-3")]
    public async Task Connect_handler_that_throws_refuses_and_tells_nothing()
    {
        await using var server = await TestServer.StartAsync(main => main.OnConnect((_, _) => throw new InvalidOperationException("secret")));
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("40");
        Assert.Equal("""44{"message":"Internal error"}""", await socket.ReadAsync());
        Assert.DoesNotContain(server.Log.Lines, line => line.Line.Contains("secret", StringComparison.Ordinal));
        Assert.Contains(server.Log.Lines, line => line is { Id: 4004, Level: LogLevel.Error });
    }

    [Fact]
    [Trait("Rule", "SIO-4")]
    public async Task Client_that_enters_no_namespace_in_time_is_closed()
    {
        await using var server = await TestServer.StartAsync(
            main => main.OnConnect((_, _) => ValueTask.FromResult(ConnectResult.Refuse("no"))),
            o => o.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        await using var silent = await WireSocket.OpenAsync(server);
        await using var refused = await WireSocket.OpenAsync(server);
        await refused.SendAsync("40");
        await silent.AssertClosedAsync(1008);
        await refused.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "SIO-4")]
    public async Task Client_that_entered_stays_after_the_connect_timeout()
    {
        await using var server = await TestServer.StartAsync(options: o => o.ConnectTimeout = TimeSpan.FromSeconds(1));
        await using var socket = await WireSocket.ConnectAsync(server);
        await Task.Delay(1300);
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-5")]
    public async Task Second_connect_to_the_same_namespace_closes_but_after_leaving_it_works()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("41");
        await socket.SendAsync("40");
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        await socket.SendAsync("40");
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "SIO-6")]
    public async Task What_the_connect_handler_emits_arrives_after_the_answer()
    {
        await using var server = await TestServer.StartAsync(main => main.OnConnect((c, _) =>
        {
            c.Join("ward");
            c.Emit("auth", c.Auth is { } auth ? JsonBody.Encoded(System.Text.Encoding.UTF8.GetBytes(auth.GetRawText())) : JsonBody.Encoded("{}"u8));
            c.Namespace.To("ward").Emit("joined");
            return ValueTask.FromResult(ConnectResult.Accept());
        }));
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("""40{"token":"123"}""");
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""42["auth",{"token":"123"}]""", await socket.ReadAsync());
        // Joined the room, but was not yet connected: broadcasts of that time reach it, too.
        Assert.Equal("""42["joined"]""", await socket.ReadAsync());
    }

    [Theory]
    [Trait("Rule", "SIO-6")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Event_that_comes_while_the_client_is_being_admitted_waits_for_the_decision(bool accept)
    {
        var decide = new TaskCompletionSource();
        int handled = 0;
        await using var server = await TestServer.StartAsync(main => main
            .OnConnect(async (_, _) =>
            {
                await decide.Task;
                return accept ? ConnectResult.Accept() : ConnectResult.Refuse("no");
            })
            .On("early", (_, _) =>
            {
                Interlocked.Increment(ref handled);
                return ValueTask.FromResult(default(JsonBody));
            }));
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("40");
        await socket.SendAsync("""421["early"]""");
        await Task.Delay(100);
        Assert.Equal(0, handled);
        decide.SetResult();
        if (accept)
        {
            Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
            Assert.Equal("431[]", await socket.ReadAsync());
        }
        else
        {
            Assert.Equal("""44{"message":"no"}""", await socket.ReadAsync());
            await socket.SendAsync("40/random");
            Assert.StartsWith("44/random", await socket.ReadAsync(), StringComparison.Ordinal);
            Assert.Equal(0, handled);
        }
    }

    [Fact]
    [Trait("Rule", "SIO-7")]
    public async Task Namespaces_are_separate_and_leaving_one_keeps_the_other()
    {
        static ValueTask<JsonBody> Where(EventContext e, CancellationToken ct) =>
            ValueTask.FromResult(JsonBody.From(e.Socket.Namespace.Name, TestJson.Default.String));
        await using var server = await TestServer.StartAsync(io =>
        {
            io.Namespace("/").On("where", Where);
            io.Namespace("/custom").On("where", Where);
        });
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""40/custom,{"token":"abc"}""");
        Assert.StartsWith("40/custom,{\"sid\":", await socket.ReadAsync(), StringComparison.Ordinal);
        await socket.SendAsync("""42/custom,7["where"]""");
        Assert.Equal("""43/custom,7["/custom"]""", await socket.ReadAsync());
        Assert.Equal(1, server.SocketIO.Of("/custom").Emit("hello"));
        Assert.Equal("""42/custom,["hello"]""", await socket.ReadAsync());
        await socket.SendAsync("41/custom");
        await socket.SendAsync("""428["where"]""");
        Assert.Equal("""438["/"]""", await socket.ReadAsync());
        await Eventually.TrueAsync(() => server.SocketIO.Of("/custom").Sockets.Count == 0);
        Assert.Single(server.Main.Sockets);
    }
}
