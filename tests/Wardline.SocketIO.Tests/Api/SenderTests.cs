namespace Wardline.SocketIO.Tests.Api;

public sealed class SenderTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private static Task<TestServer> StartAsync(Action<IServiceCollection>? more = null) => TestServer.StartAsync(
        services =>
        {
            more?.Invoke(services);
            services.AddSocketIO().AddHandler<SharedHandler>("/desk");
        },
        app => app.MapSocketIO("/api/socket"));

    private static async Task<WireSocket> EnterAsync(TestServer server)
    {
        var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("40/desk,");
        Assert.StartsWith("40/desk,", await socket.ReadAsync(), StringComparison.Ordinal);
        return socket;
    }

    [Fact]
    public async Task Background_service_sends_to_the_handlers_namespace()
    {
        await using var server = await StartAsync(services => services.AddHostedService<Clock>());
        await using var socket = await EnterAsync(server);
        Assert.Equal("""42/desk,["tick",{"name":"clock","times":1},true]""", await socket.ReadAsync());
    }

    [Fact]
    public async Task Rooms_are_joined_left_and_sent_to_from_outside()
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        await using var a = await EnterAsync(server);
        string idOfA = desk.Namespace.Sockets.Single().Id;
        await using var b = await EnterAsync(server);
        desk.To(idOfA).Join("ward");
        Assert.Equal(1, desk.To("ward").Emit("news", "for a"));
        Assert.Equal("""42/desk,["news","for a"]""", await a.ReadAsync());
        Assert.Equal(1, desk.Except("ward").Emit("news", new Greeting("b")));
        Assert.Equal("""42/desk,["news",{"name":"b","times":1}]""", await b.ReadAsync());
        desk.All.Leave("ward");
        Assert.Equal(0, desk.To("ward").Emit("news", 1));
        Assert.True(desk.Find(idOfA)!.Emit("news", new[] { 1, 2 }));
        Assert.Equal("""42/desk,["news",[1,2]]""", await a.ReadAsync());
        desk.Except(idOfA).Disconnect();
        Assert.Equal("41/desk,", await b.ReadAsync());
        Assert.Single(desk.Namespace.Sockets);
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Bytes_among_the_arguments_are_sent_as_attachments()
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        await using var socket = await EnterAsync(server);
        desk.All.Emit("file", "x.png", new byte[] { 1, 2 }, new ReadOnlyMemory<byte>([3]));
        Assert.Equal("""452-/desk,["file","x.png",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""", await socket.ReadAsync());
        Assert.Equal([1, 2], await socket.ReadBinaryAsync());
        Assert.Equal([3], await socket.ReadBinaryAsync());
        desk.All.Emit("file", new byte[] { 4 });
        Assert.Equal("""451-/desk,["file",{"_placeholder":true,"num":0}]""", await socket.ReadAsync());
        Assert.Equal([4], await socket.ReadBinaryAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Body_with_an_attachment_inside_is_sent_whole_and_is_not_one_of_several()
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        await using var socket = await EnterAsync(server);
        var upload = JsonBody.From(new Upload("ecg", new(0)), TestJson.Default.Upload).With(new byte[] { 5 });
        desk.All.Emit("file", desk.Namespace.Body(upload));
        Assert.Equal("""451-/desk,["file",{"title":"ecg","data":{"_placeholder":true,"num":0}}]""", await socket.ReadAsync());
        Assert.Equal([5], await socket.ReadBinaryAsync());
        Assert.Throws<ArgumentException>(() => desk.Namespace.Body("x", upload));
        Assert.Throws<ArgumentException>(() => desk.All.Emit("file", upload, new byte[] { 6 }));

        desk.All.Emit("file", JsonBody.Encoded("1"u8), default(JsonBody), new byte[] { 7 });
        Assert.Equal("""451-/desk,["file",1,{"_placeholder":true,"num":0}]""", await socket.ReadAsync());
        Assert.Equal([7], await socket.ReadBinaryAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Body_without_arguments_adds_none_to_several()
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        await using var socket = await EnterAsync(server);
        JsonBody one = JsonBody.Encoded("1"u8), two = JsonBody.Encoded("2"u8);
        foreach (var (body, sent) in new[]
        {
            (JsonBody.Several(default, one, default, two, default), ",1,2"),
            (JsonBody.Several(one, default), ",1"),
            (JsonBody.Several(default, default), ""),
            (JsonBody.Several(), ""),
        })
        {
            desk.All.Emit("numbers", body);
            Assert.Equal($"42/desk,[\"numbers\"{sent}]", await socket.ReadAsync());
        }
    }

    [Theory]
    [Trait("Rule", "SIO-19")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-1000)]
    public async Task Question_without_a_time_to_wait_is_refused(int milliseconds)
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        var timeout = TimeSpan.FromMilliseconds(milliseconds);
        // Even to nobody: what is wrong does not wait for somebody to come.
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => desk.All.EmitWithAckAsync("who", default(JsonBody), timeout, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => desk.All.EmitWithAckAsync("who", 1, timeout, TestContext.Current.CancellationToken));
        await using var socket = await EnterAsync(server);
        var connection = desk.Namespace.Sockets.Single();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => connection.EmitWithAckAsync("who", default(JsonBody), timeout, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => connection.EmitWithAckAsync("who", 1, timeout, TestContext.Current.CancellationToken));
        desk.All.Emit("next");
        Assert.Equal("""42/desk,["next"]""", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Question_to_one_socket_is_answered_with_a_type_or_bytes()
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        await using var socket = await EnterAsync(server);
        var asked = desk.Namespace.Sockets.Single().EmitWithAckAsync("who", new Greeting("you"), s_limit, TestContext.Current.CancellationToken);
        Assert.Equal("""42/desk,0["who",{"name":"you","times":1}]""", await socket.ReadAsync());
        await socket.SendAsync("""461-/desk,0[{"name":"Ana","times":2},{"_placeholder":true,"num":0}]""");
        await socket.SendBinaryAsync(7, 8);
        var reply = await asked;
        Assert.True(reply.TryRead(0, out Greeting? greeting));
        Assert.Equal(new("Ana", 2), greeting);
        Assert.True(reply.TryRead(1, out byte[]? bytes));
        Assert.Equal([7, 8], bytes);
        Assert.False(reply.TryRead(2, out string? _));
    }

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Question_to_many_tells_what_became_of_each()
    {
        await using var server = await StartAsync();
        var desk = server.Services.GetRequiredService<SocketIOContext<SharedHandler>>();
        await using var answers = await EnterAsync(server);
        string answering = desk.Namespace.Sockets.Single().Id;
        await using var silent = await EnterAsync(server);
        string keepingSilent = desk.Except(answering).Sockets().Single().Id;
        await using var leaves = await EnterAsync(server);

        var asked = desk.All.EmitWithAckAsync("ready", "?", TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal("""42/desk,0["ready","?"]""", await answers.ReadAsync());
        await answers.SendAsync("43/desk,0[true]");
        Assert.Equal("""42/desk,0["ready","?"]""", await leaves.ReadAsync());
        await leaves.SendAsync("41/desk,");
        var replies = await asked;

        Assert.Equal(3, replies.Count);
        Assert.True(replies.Single(each => each.Socket.Id == answering).Reply.TryRead(0, out bool ready) && ready);
        Assert.Equal(AckStatus.TimedOut, replies.Single(each => each.Socket.Id == keepingSilent).Reply.Status);
        Assert.Equal(AckStatus.Disconnected, replies.Single(each => each.Socket.Id != keepingSilent && each.Socket.Id != answering).Reply.Status);
    }

    [Fact]
    public async Task Handler_that_was_not_added_has_no_clients()
    {
        await using var server = await StartAsync();
        var nowhere = server.Services.GetRequiredService<SocketIOContext<DeskHandler>>();
        Assert.StartsWith("DeskHandler is in no namespace", Assert.Throws<InvalidOperationException>(() => nowhere.All).Message, StringComparison.Ordinal);
    }

    internal sealed class Clock(SocketIOContext<SharedHandler> desk) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                desk.All.Emit("tick", new Greeting("clock"), true);
            }
        }
    }
}
