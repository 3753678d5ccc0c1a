using System.Collections.Concurrent;
using System.Security.Claims;

namespace Wardline.SocketIO.Tests.Api;

public sealed class FilterTests
{
    [Fact]
    [Trait("Rule", "SIO-13")]
    public async Task Filters_of_the_server_run_around_those_of_the_namespace_in_order()
    {
        await using var server = await TestServer.StartAsync(
            services =>
            {
                services.AddSingleton<Steps>().AddScoped<SecondFilter>();
                services.AddSocketIO()
                    .AddNamespace("/", main => main
                        .Use(async (e, next) =>
                        {
                            e.Services.GetRequiredService<Steps>().Add("third in");
                            var answer = await next(e);
                            e.Services.GetRequiredService<Steps>().Add("third out");
                            return answer;
                        })
                        .On("go", (Steps steps) => steps.Add("handler")))
                    .AddFilter<FirstFilter>()
                    .AddFilter<SecondFilter>();
            },
            app => app.MapSocketIO("/api/socket"));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["go"]""");
        Assert.Equal("431[]", await socket.ReadAsync());
        Assert.Equal(
            ["first in", "second in", "third in", "handler", "third out", "second out", "first out"],
            server.Services.GetRequiredService<Steps>().All);
    }

    [Fact]
    public async Task Filter_may_answer_itself_and_shares_the_scope_of_its_event()
    {
        await using var server = await TestServer.StartAsync(main => main
            .Use<ScopeFilter>()
            .On("closed", () => "never")
            .On("open", (EventContext e, ScopeProbe probe) => e.Socket.Items["probe"] == probe));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["closed"]""");
        Assert.Equal("""431["not today"]""", await socket.ReadAsync());
        await socket.SendAsync("""422["open"]""");
        Assert.Equal("432[true]", await socket.ReadAsync());
    }

    [Fact]
    public async Task Filter_sees_an_error_that_a_handler_throws_on_purpose()
    {
        string? seen = null;
        await using var server = await TestServer.StartAsync(main => main
            .Use(async (e, next) =>
            {
                try
                {
                    return await next(e);
                }
                catch (SocketIOException error)
                {
                    seen = error.Code;
                    throw;
                }
            })
            .On("refuse", void () => throw new SocketIOException("no", "No.")));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["refuse"]""");
        Assert.Equal("""431[{"ok":false,"code":"no","message":"No.","retryable":false}]""", await socket.ReadAsync());
        Assert.Equal("no", seen);
    }

    [Fact]
    public async Task Connect_filters_decide_before_the_connect_handler()
    {
        await using var server = await TestServer.StartAsync(
            services =>
            {
                services.AddSingleton<Steps>();
                services.AddSocketIO().AddConnectFilter<TokenFilter>().AddNamespace("/", main => main
                    .UseConnect((context, next) =>
                    {
                        context.Services.GetRequiredService<Steps>().Add("namespace");
                        return next(context);
                    })
                    .OnConnect((socket, _) =>
                    {
                        socket.Emit("you_are", socket.User.Identity!.Name);
                        return ValueTask.FromResult(ConnectResult.Accept());
                    }));
            },
            app => app.MapSocketIO("/api/socket"));
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("""40{"token":"bad"}""");
        Assert.Equal("""44{"message":"bad token"}""", await socket.ReadAsync());
        Assert.Empty(server.Services.GetRequiredService<Steps>().All);
        await socket.SendAsync("""40{"token":"ana"}""");
        Assert.StartsWith("40{", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""42["you_are","ana"]""", await socket.ReadAsync());
        Assert.Equal(["namespace"], server.Services.GetRequiredService<Steps>().All);
    }

    internal sealed class Steps
    {
        public ConcurrentQueue<string> All { get; } = [];

        public void Add(string step) => All.Enqueue(step);
    }

    internal sealed class FirstFilter(Steps steps) : ISocketIOFilter
    {
        public ValueTask<JsonBody> InvokeAsync(EventContext context, EventHandlerDelegate next) => AroundAsync(steps, "first", context, next);
    }

    internal sealed class SecondFilter(Steps steps) : ISocketIOFilter
    {
        public ValueTask<JsonBody> InvokeAsync(EventContext context, EventHandlerDelegate next) => AroundAsync(steps, "second", context, next);
    }

    internal sealed class ScopeFilter(ScopeProbe probe) : ISocketIOFilter
    {
        public async ValueTask<JsonBody> InvokeAsync(EventContext context, EventHandlerDelegate next)
        {
            context.Socket.Items["probe"] = probe;
            return context.Name == "closed" ? context.Socket.Namespace.Body("not today") : await next(context);
        }
    }

    internal sealed class TokenFilter : ISocketIOConnectFilter
    {
        public ValueTask<ConnectResult> ConnectAsync(ConnectContext context, ConnectHandlerDelegate next)
        {
            string token = context.Auth!.Value.GetProperty("token").GetString()!;
            if (token == "bad")
            {
                return ValueTask.FromResult(ConnectResult.Refuse("bad token"));
            }
            context.Socket.User = new(new ClaimsIdentity([new(ClaimTypes.Name, token)], "token"));
            return next(context);
        }
    }

    private static async ValueTask<JsonBody> AroundAsync(Steps steps, string name, EventContext context, EventHandlerDelegate next)
    {
        steps.Add($"{name} in");
        var answer = await next(context);
        steps.Add($"{name} out");
        return answer;
    }
}
