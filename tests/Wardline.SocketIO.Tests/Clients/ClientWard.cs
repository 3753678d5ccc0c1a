using System.Text;

namespace Wardline.SocketIO.Tests.Clients;

/// The server that both stock clients talk to.
internal static class ClientWard
{
    public static Task<TestServer> StartAsync(int port = 0) => TestServer.StartAsync(
        io =>
        {
            io.Namespace("/")
                .OnConnect((c, _) => ValueTask.FromResult(c.Auth?.GetProperty("token").GetString() == "good"
                    ? ConnectResult.Accept()
                    : ConnectResult.Refuse("unauthorized", JsonBody.Encoded("""{"code":"unauthorized"}"""u8))))
                .On("echo", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)).With([.. e.Attachments])))
                .On("greet", TestJson.Default.Greeting, TestJson.Default.String, (_, greeting, _) => ValueTask.FromResult($"Hello {greeting.Name}"))
                .On("throw", (_, _) => throw new InvalidOperationException("on purpose"))
                .On("ask_me", TestJson.Default.Int32, (e, number, ct) =>
                {
                    var asked = e.Socket.EmitWithAckAsync("ask", JsonBody.From(number, TestJson.Default.Int32), TimeSpan.FromSeconds(5), ct);
                    return AnswerAsync(asked);
                })
                .On("ask_me_soon", TestJson.Default.Int32, (e, number, ct) =>
                {
                    var asked = e.Socket.EmitWithAckAsync("ask", JsonBody.From(number, TestJson.Default.Int32), TimeSpan.FromMilliseconds(100), ct);
                    return SayAsync(asked);
                })
                .On("answer_after", TestJson.Default.Int32, async (_, milliseconds, ct) =>
                {
                    await Task.Delay(milliseconds, ct);
                    return default;
                })
                .On("count_to_me", TestJson.Default.Int32, (e, to, _) =>
                {
                    for (int i = 0; i < to; i++)
                    {
                        e.Socket.Emit("count", JsonBody.From(i, TestJson.Default.Int32));
                    }
                    return ValueTask.FromResult(default(JsonBody));
                })
                .On("close_connection", (e, _) =>
                {
                    e.Socket.Disconnect(closeConnection: true);
                    return ValueTask.FromResult(default(JsonBody));
                })
                .On("send_me_bytes", (e, _) =>
                {
                    e.Socket.Emit("bytes", JsonBody.Binary(new byte[] { 9, 8, 7 }));
                    return ValueTask.FromResult(default(JsonBody));
                })
                .On("join", TestJson.Default.String, (e, room, _) =>
                    ValueTask.FromResult(JsonBody.Encoded(e.Socket.Join(room) ? "true"u8 : "false"u8)))
                .On("tell", TestJson.Default.String, (e, room, _) =>
                    ValueTask.FromResult(JsonBody.Encoded(Encoding.UTF8.GetBytes($"{e.Socket.To(room).Emit("news", "hello", TestJson.Default.String)}"))))
                .On("throw_me_out", (e, _) =>
                {
                    e.Socket.Disconnect();
                    return ValueTask.FromResult(default(JsonBody));
                });
            io.Namespace("/second").On("where", (e, _) => ValueTask.FromResult(JsonBody.From(e.Socket.Namespace.Name, TestJson.Default.String)));
        },
        o =>
        {
            o.PingInterval = TimeSpan.FromMilliseconds(300);
            o.PingTimeout = TimeSpan.FromSeconds(5);
            o.OutgoingBytes = 4 << 20;
        },
        port);

    private static async ValueTask<JsonBody> SayAsync(Task<AckReply> asked) =>
        JsonBody.From((await asked).Status == AckStatus.TimedOut ? "timed out" : "answered", TestJson.Default.String);

    private static async ValueTask<JsonBody> AnswerAsync(Task<AckReply> asked) => JsonBody.Encoded((await asked).Argument(0));
}
