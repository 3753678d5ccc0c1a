namespace Wardline.SocketIO.Tests.Messages;

/// Messages over bare Engine.IO.
public sealed class EngineMessageTests
{
    [Fact]
    [Trait("Rule", "MS-9")]
    public async Task Engine_IO_clients_speak_in_message_packets_over_both_transports()
    {
        await using var server = await TestServer.EchoAsync();
        await using var socket = await WireSocket.OpenAsync(server, "/engine/");
        await socket.SendAsync("4text");
        await socket.SendBinaryAsync(1, 2, 3);
        Assert.Equal("4text", await socket.ReadAsync());
        Assert.Equal([1, 2, 3], await socket.ReadBinaryAsync());
        await socket.SendAsync("abc");
        await socket.AssertClosedAsync(1008);

        using var polling = await PollingClient.OpenAsync(server, "/engine");
        await polling.PushAsync("4text", "bAQID");
        Assert.Equal("4text", await polling.NextAsync());
        Assert.Equal("bAQID", await polling.NextAsync());
    }

    [Fact]
    [Trait("Rule", "EIO-8")]
    public async Task Base64_on_a_WebSocket_is_binary()
    {
        await using var server = await TestServer.EchoAsync();
        await using var socket = await WireSocket.OpenAsync(server, "/engine/");
        await socket.SendAsync("bAQID");
        await socket.SendAsync("b");
        Assert.Equal([1, 2, 3], await socket.ReadBinaryAsync());
        Assert.Empty(await socket.ReadBinaryAsync());
        await socket.SendAsync("bAQI");
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "MS-9")]
    public async Task Close_of_an_Engine_IO_client_that_polls_is_a_close_packet()
    {
        await using var server = await TestServer.MessagesAsync(messages => messages.OnMessage((socket, _, _) =>
        {
            socket.Send("bye"u8);
            socket.Close(4000);
            return ValueTask.CompletedTask;
        }));
        using var polling = await PollingClient.OpenAsync(server, "/engine");
        await polling.PushAsync("4go");
        Assert.Equal("4bye", await polling.NextAsync());
        Assert.Equal("1", await polling.NextAsync());
    }
}
