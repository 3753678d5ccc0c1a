using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wardline.SocketIO.EngineIO;

namespace Wardline.SocketIO.Tests;

/// A Kestrel on a free loopback port, usually with a Socket.IO server at /api/socket.
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, LogLines log)
    {
        _app = app;
        Log = log;
    }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public SocketIOServer SocketIO => _app.Services.GetRequiredService<SocketIOServer>();

    public IServiceProvider Services => _app.Services;

    public LogLines Log { get; }

    public SocketNamespace Main => SocketIO.Of("/");

    public static Task<TestServer> StartAsync(Action<NamespaceBuilder>? main = null, Action<SocketIOOptions>? options = null, int port = 0) =>
        StartAsync(
            io =>
            {
                var ns = io.Namespace("/");
                main?.Invoke(ns);
            },
            options,
            port);

    public static Task<TestServer> StartAsync(
        Action<SocketIOBuilder> configure,
        Action<SocketIOOptions>? options = null,
        int port = 0,
        HttpProtocols protocols = HttpProtocols.Http1) =>
        StartAsync(services => services.AddSocketIO(options), app => app.MapSocketIO("/api/socket", configure), port, protocols);

    /// An echo for messages: plain WebSocket at /ws, Engine.IO at /engine.
    public static Task<TestServer> EchoAsync(Action<SocketIOOptions>? options = null, HttpProtocols protocols = HttpProtocols.Http1) => MessagesAsync(
        messages => messages.OnMessage((socket, message, ct) =>
        {
            _ = message.IsBinary ? socket.SendBinary(message.Bytes.Span) : socket.Send(message.Bytes.Span);
            return ValueTask.CompletedTask;
        }),
        options,
        protocols);

    public static Task<TestServer> MessagesAsync(
        Action<MessageSocketBuilder> configure,
        Action<SocketIOOptions>? options = null,
        HttpProtocols protocols = HttpProtocols.Http1) =>
        MappedAsync(
            app =>
            {
                app.MapMessageSocket("/ws", configure);
                app.MapEngineIO("/engine", configure);
            },
            options,
            protocols: protocols);

    public static Task<TestServer> MappedAsync(
        Action<WebApplication> map,
        Action<SocketIOOptions>? options = null,
        int port = 0,
        HttpProtocols protocols = HttpProtocols.Http1,
        Action<IServiceCollection>? services = null) =>
        StartAsync(
            all =>
            {
                all.AddSocketIO(options);
                services?.Invoke(all);
            },
            map,
            port,
            protocols);

    /// As an application would set it up itself.
    public static async Task<TestServer> StartAsync(
        Action<IServiceCollection> services,
        Action<WebApplication> map,
        int port = 0,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols));
        builder.Services.AddScoped<ScopeProbe>();
        services(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new(app, log);
    }

    public Task StopAsync() => _app.StopAsync();

    public async Task<IReadOnlyList<SocketConnection>> SocketsAsync(int count)
    {
        await Eventually.TrueAsync(() => Main.Sockets.Count == count);
        return Main.Sockets;
    }

    public async ValueTask DisposeAsync()
    {
        // The shutdown would wait for a client that polls to fetch its farewell.
        foreach (var session in SocketIO.Host.Sessions.OfType<EngineSession>().Where(session => session.Polling is not null))
        {
            session.Abort(DisconnectReason.ServerShutdown);
        }
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

internal sealed class ScopeProbe : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Line)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId.Id, logLevel, formatter(state, exception) + exception));

    public void Dispose()
    {
    }
}

internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
