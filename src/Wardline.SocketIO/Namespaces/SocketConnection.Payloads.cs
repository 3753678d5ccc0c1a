using System.Security.Claims;

namespace Wardline.SocketIO;

/// The socket's principal, and payloads written with the server's JsonSerializerOptions.
public sealed partial class SocketConnection
{
    private ClaimsPrincipal? _user;

    /// <summary>Who the client is: the principal of the request that opened the connection, until a connect filter or OnConnect sets another.</summary>
    public ClaimsPrincipal User
    {
        get => _user ?? Handshake.User;
        set => _user = value;
    }

    /// <summary>Sends one argument, written with <see cref="SocketIOOptions.JsonSerializerOptions"/>; <c>byte[]</c> and
    /// <c>ReadOnlyMemory&lt;byte&gt;</c> are sent as binary. False when the socket is gone or too slow.</summary>
    public bool Emit<T>(string name, T payload) => Emit(name, Server.Payloads.Body(payload));

    /// <summary>Sends several arguments, each as <see cref="Emit{T}(string, T)"/> does.</summary>
    public bool Emit(string name, params ReadOnlySpan<object?> arguments) => Emit(name, Server.Payloads.Body(arguments));

    /// <inheritdoc cref="EmitVolatile(string, JsonBody)"/>
    public bool EmitVolatile<T>(string name, T payload) => EmitVolatile(name, Server.Payloads.Body(payload));

    /// <inheritdoc cref="EmitWithAckAsync(string, JsonBody, TimeSpan, CancellationToken)"/>
    public Task<AckReply> EmitWithAckAsync<T>(string name, T payload, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        EmitWithAckAsync(name, Server.Payloads.Body(payload), timeout, cancellationToken);
}
