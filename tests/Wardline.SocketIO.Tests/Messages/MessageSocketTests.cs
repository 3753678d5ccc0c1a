using System.Text;

namespace Wardline.SocketIO.Tests.Messages;

public sealed class MessageSocketTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private static ValueTask Echo(MessageSocket socket, SocketMessage message, CancellationToken ct)
    {
        _ = message.IsBinary ? socket.SendBinary(message.Bytes.Span) : socket.Send(message.Bytes.Span);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [Trait("Rule", "MS-5")]
    [InlineData(3, 4 << 20, 10)]
    [InlineData(100, 1024, 400)]
    public async Task Full_lane_answers_at_once_by_count_and_by_bytes(int lane, int laneBytes, int length)
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(
            messages => messages.WhenBusy("busy"u8).OnMessage(async (socket, message, ct) =>
            {
                begun.TrySetResult();
                await release.Task;
                await Echo(socket, message, ct);
            }),
            o => (o.Lane, o.LaneBytes) = (lane, laneBytes));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("0" + new string('.', length));
        await begun.Task;
        int fit = Math.Min(lane, laneBytes / (length + 1));
        for (int i = 1; i <= fit + 1; i++)
        {
            await socket.SendAsync(i + new string('.', length));
        }
        Assert.Equal("busy", await socket.ReadAsync());
        release.SetResult();
        for (int i = 0; i <= fit; i++)
        {
            Assert.Equal(i + new string('.', length), await socket.ReadAsync());
        }
    }

    [Fact]
    [Trait("Rule", "SIO-11")]
    public async Task Events_that_wait_are_bounded_in_bytes_too()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(
            main => main.On("slow", async (_, _) =>
            {
                begun.TrySetResult();
                await release.Task;
                return default;
            }),
            o => o.LaneBytes = 1024);
        await using var socket = await WireSocket.ConnectAsync(server);
        string large = "\"" + new string('x', 2000) + "\"";
        await socket.SendAsync($"421[\"slow\",{large}]");
        await begun.Task;
        // The largest fits when nothing else waits.
        await socket.SendAsync($"422[\"slow\",{large}]");
        await socket.SendAsync("423[\"slow\",1]");
        Assert.StartsWith("433[{\"ok\":false,\"code\":\"try_later\"", await socket.ReadAsync(), StringComparison.Ordinal);
        release.SetResult();
        Assert.Equal("431[]", await socket.ReadAsync());
        Assert.Equal("432[]", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "MS-5")]
    public async Task Handler_that_throws_is_answered_and_logged_without_its_words()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnFailure("failed"u8)
            .OnMessage((socket, message, ct) => message.Bytes.Span.SequenceEqual("throw"u8) ? throw new InvalidOperationException("a secret") : Echo(socket, message, ct)));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("throw");
        await socket.SendAsync("next");
        Assert.Equal("failed", await socket.ReadAsync());
        Assert.Equal("next", await socket.ReadAsync());
        string line = server.Log.Lines.Single(logged => logged.Level == LogLevel.Error).Line;
        Assert.Contains(nameof(InvalidOperationException), line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "MS-5")]
    public async Task Connected_handler_runs_before_the_first_message()
    {
        var release = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnConnected(async (socket, _) =>
            {
                await release.Task;
                socket.Send("welcome"u8);
            })
            .OnMessage(Echo));
        await using var plain = await WireSocket.PlainAsync(server);
        await using var engine = await WireSocket.OpenAsync(server, "/engine");
        using var polling = await PollingClient.OpenAsync(server, "/engine");
        await plain.SendAsync("first");
        await engine.SendAsync("4first");
        await polling.PushAsync("4first");
        release.SetResult();
        Assert.Equal(["welcome", "first"], [await plain.ReadAsync(), await plain.ReadAsync()]);
        Assert.Equal(["4welcome", "4first"], [await engine.ReadAsync(), await engine.ReadAsync()]);
        Assert.Equal(["4welcome", "4first"], [await polling.NextAsync(), await polling.NextAsync()]);
    }

    [Fact]
    [Trait("Rule", "MS-6")]
    public async Task Close_comes_after_what_was_sent()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, _, _) =>
        {
            socket.Send("one"u8);
            socket.SendBinary(new byte[100_000]);
            socket.Close(4321, "enough");
            Assert.False(socket.Send("two"u8));
            return ValueTask.CompletedTask;
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("go");
        Assert.Equal("one", await socket.ReadAsync());
        Assert.Equal(100_000, (await socket.ReadBinaryAsync()).Length);
        await socket.AssertClosedAsync(4321);
    }

    [Theory]
    [Trait("Rule", "MS-6")]
    [InlineData(0, "")]
    [InlineData(999, "")]
    [InlineData(1005, "")]
    [InlineData(1006, "")]
    [InlineData(1015, "")]
    [InlineData(2999, "")]
    [InlineData(5000, "")]
    [InlineData(1000, "124 bytes")]
    [InlineData(4000, "124 bytes")]
    public void Close_that_could_not_travel_is_refused(int status, string reason)
    {
        if (reason.Length > 0)
        {
            reason = new string('x', 122) + "é";
        }
        Assert.ThrowsAny<ArgumentException>(() => MessageAdmission.CloseWith((ushort)status, reason));
    }

    [Fact]
    [Trait("Rule", "MS-6")]
    public async Task Reason_of_the_longest_kind_travels_and_a_longer_one_throws_in_the_handler()
    {
        var refused = new TaskCompletionSource<Exception>();
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, _, _) =>
        {
            refused.SetResult(Assert.ThrowsAny<ArgumentException>(() => socket.Close(4000, new string('x', 124))));
            socket.Close(4000, new string('x', 123));
            return ValueTask.CompletedTask;
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("go");
        Assert.Contains("123", (await refused.Task.WaitAsync(s_limit)).Message, StringComparison.Ordinal);
        Assert.Equal(125, (await socket.ReadFrameAsync())!.Value.Payload.Length);
    }

    [Fact]
    [Trait("Rule", "MS-7")]
    public async Task Shutdown_lets_a_handler_answer_refuses_newcomers_and_closes_with_1001()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var server = await TestServer.MessagesAsync(messages => messages.WhenBusy("busy"u8).OnMessage(async (socket, message, ct) =>
        {
            begun.TrySetResult();
            await release.Task;
            await Echo(socket, message, ct);
        }));
        await using var socket = await WireSocket.PlainAsync(server);
        await socket.SendAsync("answer me");
        await begun.Task;
        var stopping = server.StopAsync();
        await using (var late = await WireSocket.PlainAsync(server))
        {
            await late.AssertClosedAsync(1013);
        }
        await socket.SendAsync("another");
        Assert.Equal("busy", await socket.ReadAsync());
        release.SetResult();
        Assert.Equal("answer me", await socket.ReadAsync());
        await socket.AssertClosedAsync(1001);
        await socket.SendFrameAsync(0x88, [0x03, 0xE9]);
        await stopping.WaitAsync(s_limit);
    }

    [Theory]
    [Trait("Rule", "MS-8")]
    [InlineData("/ws")]
    [InlineData("/engine")]
    public async Task Disconnect_handler_runs_once_after_the_messages_that_wait(string path)
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var seen = new List<string>();
        var ended = new TaskCompletionSource<bool>();
        await using var server = await TestServer.MessagesAsync(messages => messages
            .OnMessage(async (_, message, _) =>
            {
                begun.TrySetResult();
                await release.Task;
                seen.Add(Encoding.UTF8.GetString(message.Bytes.Span));
            })
            .OnDisconnected((socket, reason, _) =>
            {
                seen.Add($"{reason}");
                ended.SetResult(socket.Disconnected.IsCancellationRequested);
                return ValueTask.CompletedTask;
            }));
        string packet = path == "/ws" ? "" : "4";
        await using (var socket = path == "/ws" ? await WireSocket.PlainAsync(server) : await WireSocket.OpenAsync(server, path))
        {
            await socket.SendAsync(packet + "a");
            await socket.SendAsync(packet + "b");
            await begun.Task;
            await socket.SendFrameAsync(0x88, [0x03, 0xE8]);
            await socket.AssertClosedAsync(1000);
        }
        release.SetResult();
        Assert.True(await ended.Task.WaitAsync(s_limit));
        Assert.Equal(["a", "b", "TransportClosed"], seen);
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }
}
