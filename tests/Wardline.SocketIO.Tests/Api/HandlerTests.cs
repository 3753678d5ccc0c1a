using System.Text;

namespace Wardline.SocketIO.Tests.Api;

public sealed class HandlerTests
{
    private static Task<TestServer> StartAsync(string ns = "/") => TestServer.StartAsync(
        services =>
        {
            services.AddSingleton<Journal>();
            services.AddSocketIO().AddHandler<DeskHandler>(ns);
        },
        app => app.MapSocketIO("/api/socket"));

    private static async Task<WireSocket> EnterAsync(TestServer server)
    {
        var socket = await WireSocket.ConnectAsync(server);
        Assert.Equal("""42["welcome","desk",{"name":"you","times":1}]""", await socket.ReadAsync());
        return socket;
    }

    [Theory]
    [InlineData("""["greet",{"name":"Ana","times":2}]""", """[{"ok":true,"text":"Ana, Ana"}]""")]
    [InlineData("""["add",2,40]""", "[42]")]
    [InlineData("""["add",2]""", "[3]")]
    [InlineData("""["add","x",3]""", """[{"ok":false,"code":"bad_request","message":"The payload is not what this event takes.","retryable":false}]""")]
    [InlineData("""["add",2,null]""", "[3]")]
    [InlineData("""["add",null]""", """[{"ok":false,"code":"bad_request","message":"The payload is not what this event takes.","retryable":false}]""")]
    [InlineData("""["greet"]""", """[{"ok":false,"code":"bad_request","message":"The payload is not what this event takes.","retryable":false}]""")]
    [InlineData("""["greet",null]""", """[{"ok":false,"code":"bad_request","message":"The payload is not what this event takes.","retryable":false}]""")]
    [InlineData("""["maybe"]""", """["nothing, nothing"]""")]
    [InlineData("""["maybe",null,7]""", """["nothing, 7"]""")]
    [InlineData("""["maybe","x",null]""", """["x, nothing"]""")]
    [InlineData("""["now"]""", "[]")]
    [InlineData("""["later"]""", "[]")]
    [InlineData("""["value_later"]""", "[]")]
    [InlineData("""["nobody"]""", "[null]")]
    [InlineData("""["two"]""", """["one",{"name":"two","times":1}]""")]
    [InlineData("""["inherited"]""", """["from the base"]""")]
    [InlineData("""["keyed"]""", """["by its key"]""")]
    [InlineData("""["context","a","b"]""", """["context has 2"]""")]
    [InlineData("""["Hidden"]""", """[{"ok":false,"code":"unknown_event","message":"There is no such event.","retryable":false}]""")]
    public async Task Method_is_given_its_arguments_and_what_it_returns_is_the_answer(string sent, string answer)
    {
        await using var server = await TestServer.StartAsync(
            services =>
            {
                services.AddSingleton<Journal>().AddKeyedSingleton("k", "by its key");
                services.AddSocketIO().AddHandler<DeskHandler>();
            },
            app => app.MapSocketIO("/api/socket"));
        await using var socket = await EnterAsync(server);
        await socket.SendAsync("427" + sent);
        Assert.Equal("437" + answer, await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-12")]
    public async Task Binary_arguments_and_answers_are_bytes()
    {
        await using var server = await StartAsync();
        await using var socket = await EnterAsync(server);
        await socket.SendAsync("""452-8["join_bytes",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}]""");
        await socket.SendBinaryAsync(1, 2);
        await socket.SendBinaryAsync(3);
        Assert.Equal("""461-8[{"_placeholder":true,"num":0}]""", await socket.ReadAsync());
        Assert.Equal([3, 1, 2], await socket.ReadBinaryAsync());

        // A string is not bytes, and a placeholder that stands for none is not either.
        await socket.SendAsync("""429["join_bytes","AQI=","Aw=="]""");
        Assert.StartsWith("""439[{"ok":false,"code":"bad_request",""", await socket.ReadAsync(), StringComparison.Ordinal);
        await socket.SendAsync("""429["join_bytes",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}]""");
        Assert.StartsWith("""439[{"ok":false,"code":"bad_request",""", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "SIO-10")]
    public async Task Error_on_purpose_reaches_the_client_and_any_other_does_not()
    {
        await using var server = await StartAsync();
        await using var socket = await EnterAsync(server);
        await socket.SendAsync("""421["refuse"]""");
        Assert.Equal(
            """431[{"ok":false,"code":"room_full","message":"The room is full.","retryable":true,"retry_after_ms":1500,"data":{"name":"ward","times":3}}]""",
            await socket.ReadAsync());
        await socket.SendAsync("""422["fail"]""");
        Assert.Equal("""432[{"ok":false,"code":"internal_error","message":"Something went wrong here.","retryable":false}]""", await socket.ReadAsync());
        Assert.Single(server.Log.Lines, line => line.Id == 4004);
        Assert.DoesNotContain(server.Log.Lines, line => line.Line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_whose_data_cannot_be_written_is_still_answered_and_its_scope_ends()
    {
        ScopeProbe? probe = null;
        await using var server = await TestServer.StartAsync(
            main => main.On("refuse", void (ScopeProbe mine) =>
            {
                probe = mine;
                throw new SocketIOException("no", "No.", Guid.Empty);
            }),
            o => o.JsonSerializerOptions = TestJson.Default.Options);
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["refuse"]""");
        Assert.Contains("internal_error", await socket.ReadAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => probe!.IsDisposed);
    }

    [Fact]
    public async Task Every_disconnect_handler_runs_whatever_the_others_do()
    {
        var ran = new System.Collections.Concurrent.ConcurrentQueue<int>();
        await using var server = await TestServer.StartAsync(main => main
            .OnDisconnect((_, _, _) =>
            {
                ran.Enqueue(1);
                throw new InvalidOperationException("on purpose");
            })
            .OnDisconnect((_, _, _) =>
            {
                ran.Enqueue(2);
                return ValueTask.CompletedTask;
            }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("41");
        await Eventually.TrueAsync(() => ran.Count == 2);
        Assert.Equal([1, 2], ran);
    }

    [Fact]
    public async Task Every_disconnect_handler_that_fails_is_logged_with_what_it_wraps_and_no_message()
    {
        static void Throw(Exception error) => throw error;
        await using var server = await TestServer.StartAsync(main => main
            .OnDisconnect((_, _, _) => throw new InvalidOperationException("secret", new FormatException("secret")))
            .OnDisconnect((_, _, _) =>
            {
                Throw(new AggregateException("secret", new TimeoutException("secret"), new KeyNotFoundException("secret")));
                return ValueTask.CompletedTask;
            }));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("41");
        await Eventually.TrueAsync(() => server.Log.Lines.Count(line => line.Id == 4004) == 2);
        string[] lines = [.. server.Log.Lines.Where(line => line.Id == 4004).Select(line => line.Line)];
        Assert.Contains("System.InvalidOperationException of System.FormatException", lines[0], StringComparison.Ordinal);
        Assert.Contains("System.AggregateException of System.TimeoutException of System.Collections.Generic.KeyNotFoundException", lines[1], StringComparison.Ordinal);
        Assert.Contains("g__Throw", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_may_have_another_form()
    {
        await using var server = await TestServer.StartAsync(
            main => main.On("refuse", void () => throw new SocketIOException("no", "No.")),
            o => o.Errors.Refused = error => JsonBody.Encoded(Encoding.UTF8.GetBytes($$"""{"error":"{{error.Code}}"}""")));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["refuse"]""");
        Assert.Equal("""431[{"error":"no"}]""", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "SIO-13")]
    public async Task Each_event_has_a_handler_and_a_scope_of_its_own_that_end_after_the_answer()
    {
        await using var server = await StartAsync();
        await using var socket = await EnterAsync(server);
        var journal = server.Services.GetRequiredService<Journal>();
        await socket.SendAsync("""421["probe"]""");
        Assert.Equal("""431["fresh, open"]""", await socket.ReadAsync());
        await socket.SendAsync("""422["probe"]""");
        Assert.Equal("""432["fresh, open"]""", await socket.ReadAsync());
        await Eventually.TrueAsync(() => journal.Probes.All(probe => probe.IsDisposed));
        Assert.Equal(2, journal.Probes.Distinct().Count());
        // One that connected, two that handled.
        Assert.Equal(3, journal.Disposed);
    }

    [Fact]
    [Trait("Rule", "SIO-3")]
    public async Task Connecting_and_disconnecting_are_handled_in_their_namespace()
    {
        await using var server = await StartAsync("/desk");
        var journal = server.Services.GetRequiredService<Journal>();
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("""40/desk,{"full":true}""");
        Assert.Equal("""44/desk,{"message":"The desk is taken.","data":{"code":"taken"}}""", await socket.ReadAsync());
        await socket.SendAsync("40/desk,");
        Assert.StartsWith("40/desk,{\"sid\"", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""42/desk,["welcome","desk",{"name":"you","times":1}]""", await socket.ReadAsync());
        await socket.SendAsync("41/desk,");
        await Eventually.TrueAsync(() => journal.Left.Count == 1);
        Assert.Equal(DisconnectReason.ClientLeft, Assert.Single(journal.Left));
    }

    [Fact]
    public async Task Clients_are_addressed_as_the_caller_sees_them()
    {
        await using var server = await StartAsync();
        await using var caller = await EnterAsync(server);
        await using var mate = await EnterAsync(server);
        await using var stranger = await EnterAsync(server);
        foreach (var member in new[] { caller, mate })
        {
            await member.SendAsync("""421["enter","ward"]""");
            Assert.Equal("431[true]", await member.ReadAsync());
        }
        await caller.SendAsync("""422["tell","ward"]""");
        Assert.Equal("""42["tell","all",1]""", await caller.ReadAsync());
        Assert.Equal("""42["tell","room"]""", await caller.ReadAsync());
        Assert.Equal("""42["tell","caller"]""", await caller.ReadAsync());
        Assert.Equal("432[]", await caller.ReadAsync());
        Assert.Equal("""42["tell","all",1]""", await mate.ReadAsync());
        Assert.Equal("""42["tell","others"]""", await mate.ReadAsync());
        Assert.Equal("""42["tell","room"]""", await mate.ReadAsync());
        Assert.Equal("""42["tell","others in room"]""", await mate.ReadAsync());
        Assert.Equal("""42["tell","all",1]""", await stranger.ReadAsync());
        Assert.Equal("""42["tell","others"]""", await stranger.ReadAsync());
        Assert.StartsWith("43999", await stranger.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_that_would_be_shared_between_events_does_not_serve()
    {
        await using var server = await TestServer.StartAsync(
            services =>
            {
                services.AddSingleton<Journal>().AddSingleton<SharedHandler>();
                services.AddSocketIO().AddHandler<SharedHandler>();
            },
            app => app.MapSocketIO("/api/socket"));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["ping"]""");
        Assert.Equal("431[]", await socket.ReadAsync());
        await socket.SendAsync("""422["ping"]""");
        Assert.Contains("internal_error", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_handlers_share_a_namespace()
    {
        await using var server = await TestServer.StartAsync(
            services =>
            {
                services.AddSingleton<Journal>();
                services.AddSocketIO()
                    .AddHandler<DeskHandler>(configure: main => main.On("more", () => "more"))
                    .AddHandler<SharedHandler>();
            },
            app => app.MapSocketIO("/api/socket", io => io.Namespace().On("most", () => "most")));
        await using var socket = await EnterAsync(server);
        await socket.SendAsync("""421["add",1]""");
        Assert.Equal("431[2]", await socket.ReadAsync());
        await socket.SendAsync("""422["ping"]""");
        Assert.Equal("432[]", await socket.ReadAsync());
        await socket.SendAsync("""423["more"]""");
        Assert.Equal("""433["more"]""", await socket.ReadAsync());
        await socket.SendAsync("""424["most"]""");
        Assert.Equal("""434["most"]""", await socket.ReadAsync());
    }
}
