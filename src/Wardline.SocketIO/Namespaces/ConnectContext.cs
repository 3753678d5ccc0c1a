using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Wardline.SocketIO;

/// <summary>Decides whether a client may enter a namespace.</summary>
public delegate ValueTask<ConnectResult> ConnectHandlerDelegate(ConnectContext context);

/// <summary>A client that asks to enter a namespace, on its way through the connect filters.</summary>
public sealed class ConnectContext
{
    private AsyncServiceScope? _scope;

    internal ConnectContext(SocketConnection socket, CancellationToken disconnected) => (Socket, Disconnected) = (socket, disconnected);

    /// <summary>The socket to be. What is emitted to it is sent once it has been accepted.</summary>
    public SocketConnection Socket { get; }

    /// <summary>The <c>auth</c> object of the client, if it sent one.</summary>
    public JsonElement? Auth => Socket.Auth;

    /// <summary>Cancelled when the client goes away meanwhile.</summary>
    public CancellationToken Disconnected { get; }

    /// <summary>A scope of this decision alone, made when first asked for.</summary>
    public IServiceProvider Services => (_scope ??= Socket.Server.Scopes.CreateAsyncScope()).ServiceProvider;

    internal ValueTask ReleaseAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
