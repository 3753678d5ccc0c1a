using System.Collections.Concurrent;

namespace Wardline.SocketIO.Tests.Api;

internal sealed class Journal
{
    private int _disposed;

    public ConcurrentQueue<ScopeProbe> Probes { get; } = [];

    public ConcurrentQueue<DisconnectReason> Left { get; } = [];

    public int Disposed => _disposed;

    public void Dispose() => Interlocked.Increment(ref _disposed);
}

internal abstract class BaseHandler : SocketIOHandler
{
    [SocketEvent("inherited")]
    public virtual string Inherited() => "from the base";
}

internal sealed class DeskHandler(Journal journal, ScopeProbe probe) : BaseHandler, IDisposable
{
    private bool _used;

    public override ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken)
    {
        if (Socket.Auth?.TryGetProperty("full", out _) == true)
        {
            throw new SocketIOException("taken", "The desk is taken.");
        }
        Socket.Emit("welcome", "desk", new Greeting("you"));
        return base.OnConnectAsync(cancellationToken);
    }

    public override ValueTask OnDisconnectAsync(DisconnectReason reason, CancellationToken cancellationToken)
    {
        journal.Left.Enqueue(reason);
        return ValueTask.CompletedTask;
    }

    [SocketEvent("greet")]
    public async Task<Reply> Greet(Greeting greeting, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return new(true, string.Join(", ", Enumerable.Repeat(greeting.Name, greeting.Times)));
    }

    [SocketEvent("add")]
    public int Add(int a, int b = 1) => a + b;

    [SocketEvent("maybe")]
    public ValueTask<string> Maybe(string? text, int? number) =>
        ValueTask.FromResult($"{text ?? "nothing"}, {number?.ToString() ?? "nothing"}");

    [SocketEvent("now")]
    public void Now()
    {
    }

    [SocketEvent("later")]
    public async Task Later() => await Task.Yield();

    [SocketEvent("value_later")]
    public async ValueTask ValueLater() => await Task.Yield();

    [SocketEvent("nobody")]
    public Greeting? Nobody() => null;

    [SocketEvent("two")]
    public JsonBody Two() => Socket.Namespace.Body("one", new Greeting("two"));

    [SocketEvent("keyed")]
    public string Keyed([FromKeyedServices("k")] string text) => text;

    [SocketEvent("context")]
    public string Context(EventContext context, SocketConnection caller, Journal fromServices) =>
        $"{(context == Event && caller == Socket && fromServices == journal ? context.Name : "another event")} has {context.ArgumentCount}";

    [SocketEvent("join_bytes")]
    public ReadOnlyMemory<byte> JoinBytes(byte[] first, ReadOnlyMemory<byte> second) => (byte[])[.. first, .. second.Span];

    [SocketEvent("refuse")]
    public Task Refuse() => throw new SocketIOException("room_full", "The room is full.", new Greeting("ward", 3)) { RetryAfter = TimeSpan.FromSeconds(1.5) };

    [SocketEvent("fail")]
    public Task<int> Fail() => throw new InvalidOperationException("secret");

    [SocketEvent("probe")]
    public string Probe(ScopeProbe same)
    {
        string said = $"{(_used ? "used" : "fresh")}, {(same == probe && !probe.IsDisposed ? "open" : "closed")}";
        _used = true;
        journal.Probes.Enqueue(probe);
        return said;
    }

    [SocketEvent("enter")]
    public bool Enter(string room) => Socket.Join(room);

    [SocketEvent("tell")]
    public void Tell(string room)
    {
        Clients.All.Emit("tell", "all", 1);
        Clients.Others.Emit("tell", "others");
        Clients.Room(room).Emit("tell", "room");
        Clients.OthersInRoom(room).Emit("tell", "others in room");
        Clients.Caller.Emit("tell", "caller");
    }

    public string Hidden() => "not an event";

    public void Dispose() => journal.Dispose();
}

internal sealed class SharedHandler : SocketIOHandler
{
    [SocketEvent("ping")]
    public void Ping()
    {
    }
}
