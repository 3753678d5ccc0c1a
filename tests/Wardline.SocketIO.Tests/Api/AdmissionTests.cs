using System.Net;

namespace Wardline.SocketIO.Tests.Api;

/// Whoever decides and says nothing lets nobody in.
public sealed class AdmissionTests
{
    [Fact]
    [Trait("Rule", "SIO-3")]
    public async Task Connect_handler_that_does_not_accept_refuses()
    {
        await using var server = await TestServer.StartAsync(main => main.OnConnect((_, _) => default));
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("40");
        Assert.Equal("""44{"message":"Refused"}""", await socket.ReadAsync());
        Assert.Empty(server.Main.Sockets);
    }

    [Fact]
    [Trait("Rule", "SIO-3")]
    public async Task Connect_filter_that_does_not_accept_refuses()
    {
        await using var server = await TestServer.StartAsync(main => main.UseConnect((_, _) => default));
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("40");
        Assert.Equal("""44{"message":"Refused"}""", await socket.ReadAsync());
    }

    [Fact]
    [Trait("Rule", "EIO-4")]
    public async Task Handshake_hook_that_does_not_accept_refuses()
    {
        await using var server = await TestServer.StartAsync(options: o => o.OnHandshake = _ => default);
        using var http = new HttpClient();
        using var response = await http.GetAsync($"{server.Url}/api/socket/?EIO=4&transport=polling");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("""{"code":4,"message":"Forbidden"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Rule", "MS-2")]
    public async Task Message_socket_that_is_not_accepted_is_refused()
    {
        await using var server = await TestServer.MappedAsync(app => app.MapMessageSocket("/ws", messages => messages.OnConnecting(_ => default)));
        await using var socket = await WireSocket.DialAsync(server);
        Assert.StartsWith("HTTP/1.1 403", await socket.UpgradeAsync("/ws"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_needs_its_words()
    {
        Assert.Throws<ArgumentNullException>(() => ConnectResult.Refuse(null!));
        Assert.Throws<ArgumentNullException>(() => HandshakeDecision.Refuse(403, null!));
        Assert.Throws<ArgumentNullException>(() => MessageAdmission.Refuse(403, null!));
        Assert.Throws<ArgumentNullException>(() => MessageAdmission.CloseWith(4000, null!));
    }

    [Fact]
    [Trait("Rule", "MS-9")]
    public async Task Admission_that_would_never_be_asked_stops_the_mapping()
    {
        await using var server = await TestServer.MappedAsync(app =>
        {
            var refused = Assert.Throws<InvalidOperationException>(() => app.MapEngineIO("/engine", engine => engine.OnConnecting(_ => default)));
            Assert.Contains("OnHandshake", refused.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("Rule", "MS-8")]
    public async Task Engine_session_of_messages_that_was_opened_in_the_log_is_closed_in_it()
    {
        await using var server = await TestServer.EchoAsync();
        await using (await WireSocket.OpenAsync(server, "/engine/"))
        {
            await Eventually.TrueAsync(() => server.Log.Lines.Any(line => line.Id == 4001));
        }
        await Eventually.TrueAsync(() => server.Log.Lines.Any(line => line.Id == 4002));
        Assert.Single(server.Log.Lines, line => line.Id == 4002);
    }

    [Fact]
    [Trait("Rule", "SIO-3")]
    public async Task Credentials_of_the_request_are_not_kept_with_the_socket()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(
            server, headers: "Authorization: Bearer a\r\ncookie: s=b\r\nProxy-Authorization: Basic c\r\nX-Ward: icu\r\n");
        await socket.SendAsync("40");
        await socket.ReadAsync();
        var handshake = (await server.SocketsAsync(1))[0].Handshake;
        Assert.All(["Authorization", "Cookie", "Proxy-Authorization"], name => Assert.Equal(0, handshake.Header(name).Count));
        Assert.Equal("icu", handshake.Header("x-ward"));
    }

    [Fact]
    public async Task What_guards_a_namespace_cannot_be_added_once_it_is_in_use()
    {
        SocketIOBuilder? server = null;
        NamespaceBuilder? main = null;
        await using var running = await TestServer.StartAsync(io =>
        {
            server = io;
            main = io.Namespace();
        });
        Assert.All<Action>(
            [
                () => main!.OnConnect((_, _) => default),
                () => main!.OnDisconnect((_, _, _) => default),
                () => main!.UseConnect((_, _) => default),
                () => main!.Use((_, _) => default),
                () => main!.RequireAuthorization(),
                () => main!.AddHandler<SharedHandler>(),
                () => server!.Namespace("/more"),
                () => server!.Use<SilentFilter>(),
                () => server!.UseConnect<SilentFilter>(),
            ],
            late => Assert.Contains("is in use", Assert.Throws<InvalidOperationException>(late).Message, StringComparison.Ordinal));
        await using var socket = await WireSocket.ConnectAsync(running);
    }

    internal sealed class SilentFilter : ISocketIOFilter, ISocketIOConnectFilter
    {
        public ValueTask<JsonBody> InvokeAsync(EventContext context, EventHandlerDelegate next) => default;

        public ValueTask<ConnectResult> ConnectAsync(ConnectContext context, ConnectHandlerDelegate next) => default;
    }
}
