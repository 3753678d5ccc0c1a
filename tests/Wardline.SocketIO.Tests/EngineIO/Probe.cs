namespace Wardline.SocketIO.Tests.EngineIO;

/// The beginning of a change from polling to WebSocket.
internal static class Probe
{
    public static async Task<WireSocket> AnsweredAsync(TestServer server, PollingClient client, string path = "/engine")
    {
        var socket = await WireSocket.PlainAsync(server, Target(client, path));
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReadAsync());
        return socket;
    }

    public static string Target(PollingClient client, string path = "/engine") => $"{path}/?EIO=4&transport=websocket&sid={client.Sid}";
}
