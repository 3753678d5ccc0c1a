using System.Collections.Concurrent;
using System.Text;

namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class EventTests
{
    [Fact]
    [Trait("Rule", "SIO-8")]
    public async Task Events_of_one_socket_are_handled_one_at_a_time_in_order()
    {
        int running = 0;
        var seen = new ConcurrentQueue<int>();
        await using var server = await TestServer.StartAsync(main => main.On("count", TestJson.Default.Int32, async (_, number, ct) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Delay(number % 3, ct);
            seen.Enqueue(number);
            Interlocked.Decrement(ref running);
            return default;
        }));
        await using var socket = await WireSocket.ConnectAsync(server);
        for (int i = 0; i < 50; i++)
        {
            await socket.SendAsync($"42{i}[\"count\",{i}]");
        }
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"43{i}[]", await socket.ReadAsync());
        }
        Assert.Equal(Enumerable.Range(0, 50), seen);
    }

    [Fact]
    [Trait("Rule", "SIO-9")]
    public async Task Typed_payload_and_typed_acknowledgement_follow_the_json_contracts()
    {
        await using var server = await TestServer.StartAsync(main => main
            .On("greet", TestJson.Default.Greeting, TestJson.Default.Reply, (_, greeting, _) =>
                ValueTask.FromResult(new Reply(Ok: true, string.Concat(Enumerable.Repeat(greeting.Name, greeting.Times)))))
            .On("all", (e, _) => ValueTask.FromResult(JsonBody.Several([.. Enumerable.Range(0, e.ArgumentCount).Select(i => JsonBody.Encoded(e.Argument(i)))]))));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["greet",{"name":"Ana","times":2}]""");
        Assert.Equal("""431[{"ok":true,"text":"AnaAna"}]""", await socket.ReadAsync());
        await socket.SendAsync("""42456[ "all", 1 , "2", {"3":[true]} ]""");
        Assert.Equal("""43456[1,"2",{"3":[true]}]""", await socket.ReadAsync());
        await socket.SendAsync("""42["all",1]""");
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-9")]
    public async Task Handler_may_answer_early_and_is_answered_once()
    {
        await using var server = await TestServer.StartAsync(main => main.On("replay", (e, _) =>
        {
            e.Answer(JsonBody.Encoded("\"first\""u8));
            e.Socket.Emit("after");
            e.Answer(JsonBody.Encoded("\"second\""u8));
            return ValueTask.FromResult(JsonBody.Encoded("\"third\""u8));
        }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["replay"]""");
        Assert.Equal("""431["first"]""", await socket.ReadAsync());
        Assert.Equal("""42["after"]""", await socket.ReadAsync());
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "SIO-10")]
    [InlineData("""["greet"]""", "bad_request")]
    [InlineData("""["greet",null]""", "bad_request")]
    [InlineData("""["greet",{"name":7}]""", "bad_request")]
    [InlineData("""["greet",{"name":"\ud800"}]""", "bad_request")]
    [InlineData("""["greet",{"name":"boom"}]""", "internal_error")]
    [InlineData("""["nothing"]""", "unknown_event")]
    [InlineData("""[7]""", "unknown_event")]
    public async Task Event_that_cannot_be_handled_is_acknowledged_with_a_code(string packet, string code)
    {
        await using var server = await TestServer.StartAsync(main => main.On("greet", TestJson.Default.Greeting, (_, greeting, _) =>
            greeting.Name == "boom" ? throw new InvalidOperationException("patient Silva") : ValueTask.FromResult(default(JsonBody))));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("421" + packet);
        string ack = await socket.ReadAsync();
        Assert.StartsWith("431[{\"ok\":false,", ack, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", ack, StringComparison.Ordinal);
        await socket.SendAsync("42" + packet);
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, line => line.Line.Contains("Silva", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "SIO-11")]
    public async Task Full_lane_answers_try_later_and_drops_what_wants_no_answer()
    {
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        int handled = 0;
        await using var server = await TestServer.StartAsync(
            main => main.On("work", async (_, _) =>
            {
                started.TrySetResult();
                await release.Task;
                Interlocked.Increment(ref handled);
                return JsonBody.Encoded("true"u8);
            }),
            o => o.Lane = 4);
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""420["work"]""");
        // The first is running and leaves room for four more.
        await started.Task;
        for (int i = 1; i <= 6; i++)
        {
            await socket.SendAsync($"42{i}[\"work\"]");
        }
        await socket.SendAsync("""42["work"]""");
        for (int i = 5; i <= 6; i++)
        {
            string ack = await socket.ReadAsync();
            Assert.StartsWith($"43{i}[{{\"ok\":false,\"code\":\"try_later\"", ack, StringComparison.Ordinal);
            Assert.Contains("\"retryable\":true,\"retry_after_ms\":", ack, StringComparison.Ordinal);
        }
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
        release.SetResult();
        for (int i = 0; i <= 4; i++)
        {
            Assert.Equal($"43{i}[true]", await socket.ReadAsync());
        }
        Assert.Equal(5, handled);
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Binary_event_and_acknowledgement_carry_their_attachments()
    {
        await using var server = await TestServer.StartAsync(main => main
            .On("echo", (e, _) => ValueTask.FromResult(JsonBody.Several(JsonBody.Encoded(e.Argument(0)), JsonBody.Encoded(e.Argument(1))).With([.. e.Attachments])))
            .On("upload", TestJson.Default.Upload, (e, upload, _) =>
            {
                e.Socket.Emit("stored", JsonBody.Binary(e.Attachments[upload.Data.Index]));
                return ValueTask.FromResult(JsonBody.From(upload.Title, TestJson.Default.String));
            }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""452-789["echo",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""");
        await socket.SendBinaryAsync(1, 2, 3);
        await socket.SendBinaryAsync(4, 5, 6);
        Assert.Equal("""462-789[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""", await socket.ReadAsync());
        Assert.Equal([1, 2, 3], await socket.ReadBinaryAsync());
        Assert.Equal([4, 5, 6], await socket.ReadBinaryAsync());

        await socket.SendAsync("""451-1["upload",{"title":"ecg","data":{"_placeholder":true,"num":0}}]""");
        await socket.SendFrameAsync(0x02, [9]);
        await socket.SendFrameAsync(0x80, [8, 7]);
        Assert.Equal("""451-["stored",{"_placeholder":true,"num":0}]""", await socket.ReadAsync());
        Assert.Equal([9, 8, 7], await socket.ReadBinaryAsync());
        Assert.Equal("""431["ecg"]""", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Empty_attachment_is_an_attachment()
    {
        await using var server = await TestServer.StartAsync(main => main.On("size", (e, _) =>
            ValueTask.FromResult(JsonBody.Encoded(Encoding.UTF8.GetBytes($"{e.Attachments.Count},{e.Attachments[0].Length}")))));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-1["size",{"_placeholder":true,"num":0}]""");
        await socket.SendBinaryAsync();
        Assert.Equal("431[1,0]", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-13")]
    public async Task Filters_run_around_the_handler_and_may_answer_themselves()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(main => main
            .Use(async (e, next) =>
            {
                seen.Enqueue("outer " + e.Name);
                try
                {
                    return await next(e);
                }
                catch (UnauthorizedAccessException)
                {
                    return JsonBody.Encoded("""{"code":"forbidden"}"""u8);
                }
            })
            .Use((e, next) =>
            {
                seen.Enqueue("inner " + e.WantsAck);
                return e.Name == "shut" ? ValueTask.FromResult(JsonBody.Encoded("\"shut\""u8)) : next(e);
            })
            .On("open", (_, _) => ValueTask.FromResult(JsonBody.Encoded("\"open\""u8)))
            .On("shut", (_, _) => throw new InvalidOperationException("must not run"))
            .On("denied", (_, _) => throw new UnauthorizedAccessException()));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["open"]""");
        Assert.Equal("""431["open"]""", await socket.ReadAsync());
        await socket.SendAsync("""422["shut"]""");
        Assert.Equal("""432["shut"]""", await socket.ReadAsync());
        await socket.SendAsync("""423["denied"]""");
        Assert.Equal("""433[{"code":"forbidden"}]""", await socket.ReadAsync());
        Assert.Equal(["outer open", "inner True", "outer shut", "inner True", "outer denied", "inner True"], seen);
    }

    [Fact]
    [Trait("Rule", "SIO-13")]
    public async Task Every_event_has_a_scope_of_its_own_that_ends_with_it()
    {
        var probes = new ConcurrentQueue<ScopeProbe>();
        await using var server = await TestServer.StartAsync(main => main.On("scope", (e, _) =>
        {
            probes.Enqueue(e.Services.GetRequiredService<ScopeProbe>());
            Assert.Same(probes.Last(), e.Services.GetRequiredService<ScopeProbe>());
            Assert.False(probes.Last().IsDisposed);
            return ValueTask.FromResult(default(JsonBody));
        }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["scope"]""");
        Assert.Equal("431[]", await socket.ReadAsync());
        await socket.SendAsync("""422["scope"]""");
        Assert.Equal("432[]", await socket.ReadAsync());
        Assert.Equal(2, probes.Distinct().Count());
        await Eventually.TrueAsync(() => probes.All(probe => probe.IsDisposed));
    }

    [Fact]
    public async Task Registered_events_can_be_listed_and_not_changed_later()
    {
        NamespaceBuilder? kept = null;
        await using var server = await TestServer.StartAsync(io =>
        {
            kept = io.Namespace("/").On("b", (_, _) => default).On("a", (_, _) => default);
            io.Namespace("/admin").On("a", (_, _) => default);
            Assert.Throws<ArgumentException>(() => kept.On("a", (_, _) => default));
            Assert.Throws<ArgumentException>(() => kept.On("disconnect", (_, _) => default));
        });
        var endpoint = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single();
        SocketIOEvent[] expected = [new("/", "a"), new("/", "b"), new("/admin", "a")];
        Assert.Equal(expected, endpoint.Metadata.GetMetadata<SocketIOMetadata>()!.Events.OrderBy(e => e.Namespace).ThenBy(e => e.Name));
        Assert.Equal(expected, server.SocketIO.Events.OrderBy(e => e.Namespace).ThenBy(e => e.Name));
        Assert.Throws<InvalidOperationException>(() => kept!.On("c", (_, _) => default));
        Assert.Throws<ArgumentException>(() => server.Main.Emit("connect"));
    }
}
