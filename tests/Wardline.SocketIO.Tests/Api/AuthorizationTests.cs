using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Wardline.SocketIO.Tests.Api;

public sealed class AuthorizationTests
{
    /// The token is the role.
    private static Task<TestServer> StartAsync(Action<SocketIOServerBuilder> add, Action<AuthorizationOptions>? authorization = null) => TestServer.StartAsync(
        services =>
        {
            services.AddAuthorization(authorization ?? (_ => { }));
            var io = services.AddSocketIO();
            io.AddNamespace("/", main => main.UseConnect((context, next) =>
            {
                if (context.Auth?.GetProperty("token").GetString() is { } token)
                {
                    context.Socket.User = new(new ClaimsIdentity([new(ClaimTypes.Role, token)], "token"));
                }
                return next(context);
            }));
            add(io);
        },
        app => app.MapSocketIO("/api/socket"));

    private static async Task<string> EnterAsync(TestServer server, string connect)
    {
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync(connect);
        return (await socket.ReadAsync()).Split("\"sid\"")[0];
    }

    [Theory]
    [Trait("Rule", "SIO-3")]
    [InlineData("40", """44{"message":"Unauthorized","data":{"code":"unauthenticated"}}""")]
    [InlineData("""40{"token":"guest"}""", """44{"message":"Unauthorized","data":{"code":"forbidden"}}""")]
    [InlineData("""40{"token":"nurse"}""", "40{")]
    public async Task Namespace_lets_in_whom_its_policy_does(string connect, string answer)
    {
        int entered = 0;
        await using var server = await StartAsync(
            io => io.AddNamespace("/", main => main.RequireAuthorization("staff").OnConnect((_, _) =>
            {
                entered++;
                return ValueTask.FromResult(ConnectResult.Accept());
            })),
            options => options.AddPolicy("staff", policy => policy.RequireRole("nurse")));
        Assert.Equal(answer, await EnterAsync(server, connect));
        Assert.Equal(answer.StartsWith("40", StringComparison.Ordinal) ? 1 : 0, entered);
    }

    [Fact]
    public async Task Every_policy_must_be_met()
    {
        await using var server = await StartAsync(io => io.AddNamespace("/", main => main
            .RequireAuthorization()
            .RequireAuthorization(new AuthorizationPolicyBuilder().RequireRole("nurse").Build())));
        Assert.StartsWith("44", await EnterAsync(server, "40"), StringComparison.Ordinal);
        Assert.StartsWith("44", await EnterAsync(server, """40{"token":"guest"}"""), StringComparison.Ordinal);
        Assert.Equal("40{", await EnterAsync(server, """40{"token":"nurse"}"""));
    }

    [Fact]
    [Trait("Rule", "SIO-10")]
    public async Task Attribute_on_the_class_guards_the_namespace_and_on_a_method_the_event()
    {
        await using var server = await StartAsync(io => io.AddHandler<GuardedHandler>());
        Assert.Equal("""44{"message":"Unauthorized","data":{"code":"unauthenticated"}}""", await EnterAsync(server, "40"));
        await using var nurse = await WireSocket.ConnectAsync(server, """40{"token":"nurse"}""");
        await nurse.SendAsync("""421["look"]""");
        Assert.Equal("431[]", await nurse.ReadAsync());
        // The payload is wrong as well, which is not for those to know who may not send it.
        await nurse.SendAsync("""422["sign",{}]""");
        Assert.Equal("""432[{"ok":false,"code":"forbidden","message":"You may not do this.","retryable":false}]""", await nurse.ReadAsync());
        await using var doctor = await WireSocket.ConnectAsync(server, """40{"token":"doctor"}""");
        await doctor.SendAsync("""421["sign",7]""");
        Assert.Equal("431[8]", await doctor.ReadAsync());
    }

    [Fact]
    public async Task Attribute_on_a_delegate_guards_its_event()
    {
        await using var server = await StartAsync(io => io.AddNamespace("/", main => main.On("sign", [Authorize(Roles = "doctor")] () => "signed")));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["sign"]""");
        Assert.Contains("\"forbidden\"", await socket.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("context")]
    [InlineData("payload")]
    [InlineData("typed")]
    [InlineData("method")]
    public async Task Attribute_guards_an_event_in_every_form_of_registration(string form)
    {
        await using var server = await StartAsync(io => io.AddNamespace("/", main => main
            .On("context", [Authorize(Roles = "doctor")] (e, ct) => ValueTask.FromResult(JsonBody.Encoded("7"u8)))
            .On("payload", TestJson.Default.Int32, [Authorize(Roles = "doctor")] (e, note, ct) => ValueTask.FromResult(JsonBody.Encoded("7"u8)))
            .On("typed", TestJson.Default.Int32, TestJson.Default.Int32, [Authorize(Roles = "doctor")] (e, note, ct) => ValueTask.FromResult(7))
            .On("method", TestJson.Default.Int32, TestJson.Default.Int32, SignAsync)));
        await using var nurse = await WireSocket.ConnectAsync(server, """40{"token":"nurse"}""");
        await nurse.SendAsync($"421[\"{form}\",1]");
        Assert.Contains("\"forbidden\"", await nurse.ReadAsync(), StringComparison.Ordinal);
        await using var doctor = await WireSocket.ConnectAsync(server, """40{"token":"doctor"}""");
        await doctor.SendAsync($"421[\"{form}\",1]");
        Assert.Equal("431[7]", await doctor.ReadAsync());
    }

    [Authorize(Roles = "doctor")]
    private static ValueTask<int> SignAsync(EventContext context, int note, CancellationToken cancellationToken) => ValueTask.FromResult(7);

    [Fact]
    public async Task Other_namespaces_stay_open()
    {
        await using var server = await StartAsync(io => io.AddNamespace("/staff", staff => staff.RequireAuthorization()));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("40/staff,");
        Assert.StartsWith("44/staff,", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("43999", await socket.RoundTripAsync(), StringComparison.Ordinal);
    }

    [Authorize]
    internal sealed class GuardedHandler : SocketIOHandler
    {
        [SocketEvent("look")]
        public void Look()
        {
        }

        [SocketEvent("sign")]
        [Authorize(Roles = "doctor")]
        public int Sign(int note) => note + 1;
    }
}
