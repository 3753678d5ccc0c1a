using System.Diagnostics;

namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class AckTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Client_answers_an_event_of_the_server()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1))[0];
        var first = connection.EmitWithAckAsync("ask", JsonBody.From("x", TestJson.Default.String), s_long);
        Assert.Equal("""420["ask","x"]""", await socket.ReadAsync());
        var second = connection.EmitWithAckAsync("ask", default, s_long);
        Assert.Equal("""421["ask"]""", await socket.ReadAsync());

        await socket.SendAsync("""461-1[{"_placeholder":true,"num":0}]""");
        await socket.SendBinaryAsync(1, 2);
        await socket.SendAsync("""430[{"name":"Ana"},5]""");
        var reply = await first;
        Assert.Equal(AckStatus.Received, reply.Status);
        Assert.True(reply.TryRead(0, TestJson.Default.Greeting, out var greeting));
        Assert.Equal("Ana", greeting.Name);
        Assert.True(reply.TryRead(1, TestJson.Default.Int32, out int number));
        Assert.Equal(5, number);
        Assert.False(reply.TryRead(2, TestJson.Default.Int32, out _));
        Assert.Equal([1, 2], Assert.Single((await second).Attachments).ToArray());
    }

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Answer_that_does_not_come_in_time_is_given_up_and_ignored_later()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1))[0];
        long start = Stopwatch.GetTimestamp();
        var reply = await connection.EmitWithAckAsync("ask", default, TimeSpan.FromMilliseconds(200));
        Assert.Equal(AckStatus.TimedOut, reply.Status);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 150, 5000);
        Assert.Equal("""420["ask"]""", await socket.ReadAsync());
        await socket.SendAsync("430[]");
        await socket.SendAsync("43123[]");
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Disconnect_ends_the_waiting_and_the_number_of_open_questions_is_bounded()
    {
        await using var server = await TestServer.StartAsync(options: o => o.MaxPendingAcks = 2);
        var socket = await WireSocket.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1))[0];
        var first = connection.EmitWithAckAsync("ask", default, s_long);
        using var cancelled = new CancellationTokenSource();
        var second = connection.EmitWithAckAsync("ask", default, s_long, cancelled.Token);
        Assert.Equal(AckStatus.TooManyPending, (await connection.EmitWithAckAsync("ask", default, s_long)).Status);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = connection.EmitWithAckAsync("ask", default, s_long);
        Assert.False(third.IsCompleted);
        await socket.DisposeAsync();
        Assert.Equal(AckStatus.Disconnected, (await first).Status);
        Assert.Equal(AckStatus.Disconnected, (await third).Status);
        Assert.Equal(AckStatus.Disconnected, (await connection.EmitWithAckAsync("ask", default, s_long)).Status);
    }
}
