using System.Text;

namespace Wardline.SocketIO.Tests.EngineIO;

/// Changes to a WebSocket that come to nothing, and leave the session as it was.
public sealed class FailedUpgradeTests
{
    [Theory]
    [Trait("Rule", "UP-4")]
    [InlineData("2")]
    [InlineData("5")]
    [InlineData("2probe2")]
    [InlineData("4hello")]
    [InlineData("")]
    public async Task Wrong_probe_is_closed_and_polling_goes_on(string message)
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using var socket = await WireSocket.PlainAsync(server, Probe.Target(client));
        await socket.SendAsync(message);
        await socket.AssertClosedAsync(1008);
        await client.PushAsync("4goes on");
        Assert.Equal("4goes on", await client.NextAsync());
        Assert.Equal(1, server.SocketIO.ConnectionCount);
    }

    [Theory]
    [Trait("Rule", "UP-4")]
    [InlineData(0x81, "2probe")]
    [InlineData(0x81, "4hello")]
    [InlineData(0x82, "5")]
    [InlineData(0xC1, "5")]
    public async Task Wrong_message_after_the_probe_is_closed_and_polling_goes_on(byte first, string message)
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using var socket = await Probe.AnsweredAsync(server, client);
        Assert.Equal("6", (await client.PollAsync()).Text);
        await socket.SendFrameAsync(first, Encoding.UTF8.GetBytes(message));
        await socket.AssertClosedAsync((first & 0x40) == 0 ? 1008 : 1002);
        var waiting = client.PollAsync();
        await client.PushAsync("4goes on");
        Assert.Equal("4goes on", (await waiting).Text);
    }

    [Fact]
    [Trait("Rule", "UP-4")]
    public async Task Upgrade_that_is_not_completed_in_time_is_closed_and_may_be_tried_again()
    {
        await using var server = await TestServer.EchoAsync(o => o.UpgradeTimeout = TimeSpan.FromMilliseconds(300));
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using (var silent = await WireSocket.PlainAsync(server, Probe.Target(client)))
        {
            await silent.AssertClosedAsync(1008);
        }
        await using (var late = await Probe.AnsweredAsync(server, client))
        {
            await late.AssertClosedAsync(1008);
        }
        await client.PushAsync("4polling");
        Assert.Equal("4polling", await client.NextAsync());
        await using var socket = await Probe.AnsweredAsync(server, client);
        await socket.SendAsync("5");
        await socket.SendAsync("4upgraded");
        Assert.Equal("4upgraded", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "UP-4")]
    public async Task WebSocket_that_is_lost_while_probing_leaves_the_session_polling()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        for (int round = 0; round < 5; round++)
        {
            await using (await Probe.AnsweredAsync(server, client, "/api/socket"))
            {
            }
            await client.PushAsync($"42{round}[\"none\"]");
            string answer;
            while ((answer = await client.NextAsync()) == "6")
            {
            }
            Assert.StartsWith($"43{round}[", answer, StringComparison.Ordinal);
        }
        Assert.Equal(1, server.SocketIO.ConnectionCount);
    }

    [Fact]
    [Trait("Rule", "UP-5")]
    public async Task Second_WebSocket_is_closed_while_one_probes_and_after_the_upgrade()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        await using var socket = await Probe.AnsweredAsync(server, client);
        await using (var second = await WireSocket.PlainAsync(server, Probe.Target(client)))
        {
            await second.AssertClosedAsync(1008);
        }
        await socket.SendAsync("5");
        await socket.SendAsync("4a");
        Assert.Equal("4a", await socket.ReadAsync());
        await using (var third = await WireSocket.PlainAsync(server, Probe.Target(client)))
        {
            await third.AssertClosedAsync(1008);
        }
        await socket.SendAsync("4b");
        Assert.Equal("4b", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "UP-5")]
    public async Task Request_to_upgrade_that_is_no_WebSocket_is_refused()
    {
        await using var server = await TestServer.EchoAsync();
        using var client = await PollingClient.OpenAsync(server, "/engine");
        var answer = await client.SendAsync(HttpMethod.Get, $"{server.Url}{Probe.Target(client)}");
        Assert.Equal(400, answer.Status);
        await client.PushAsync("4a");
        Assert.Equal("4a", await client.NextAsync());
    }

    [Fact]
    [Trait("Rule", "UP-6")]
    public async Task Session_that_ends_takes_its_probing_WebSocket_with_it()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.ConnectAsync(server);
        await using var socket = await Probe.AnsweredAsync(server, client, "/api/socket");
        (await server.SocketsAsync(1)).Single().Disconnect(closeConnection: true);
        Assert.Null(await socket.ReadFrameAsync());
        Assert.Equal("1", await client.NextAsync());
        await Eventually.TrueAsync(() => server.SocketIO.ConnectionCount == 0);
    }
}
