namespace Wardline.SocketIO;

/// <summary>Why a socket is gone.</summary>
public enum DisconnectReason
{
    /// <summary>The client left the namespace.</summary>
    ClientLeft,

    /// <summary>This server disconnected the socket.</summary>
    ServerLeft,

    /// <summary>The connection was closed or lost.</summary>
    TransportClosed,

    /// <summary>No pong in time.</summary>
    PingTimeout,

    /// <summary>The client was admitted to no namespace in time.</summary>
    ConnectTimeout,

    /// <summary>The client sent what the protocol or a limit does not allow.</summary>
    ProtocolError,

    /// <summary>More bytes waited for the client than <see cref="SocketIOOptions.OutgoingBytes"/> allows, or none was taken for
    /// <see cref="SocketIOOptions.WriteTimeout"/>.</summary>
    SlowConsumer,

    /// <summary>The server is shutting down.</summary>
    ServerShutdown,
}
