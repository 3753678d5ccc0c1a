using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Wardline.SocketIO;

/// <summary>Limits and times of a Socket.IO server. Checked when the host starts, all errors together.</summary>
public sealed class SocketIOOptions
{
    /// <summary>Time between a pong and the next ping. 50 ms to 1 hour; 25 s.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long to wait for a pong. 50 ms to 1 hour; 20 s.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client that is sent something may show no sign of reading it. One that says nothing by itself is asked by an
    /// early ping, and closed as with <see cref="PingTimeout"/>; one for which bytes wait all that time without any being taken is
    /// cut off. 200 ms to 1 hour; 25 s.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a client may stay without being admitted to a namespace. 50 ms to 1 hour; 45 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a change from polling to WebSocket may take. 50 ms to 1 hour; 10 s.</summary>
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a shutdown waits for running handlers and unsent bytes. 0 to 5 minutes; 5 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of one message from a client; a larger one closes a WebSocket with 1009. A client that polls sends no more than this in one
    /// POST; a larger one is answered 413, and the session goes on. 64 to 100,000,000; 1,000,000.</summary>
    public int MaxPayload { get; set; } = 1_000_000;

    /// <summary>Events of one socket that may wait for their handler. 1 to 100,000; 64.</summary>
    public int Lane { get; set; } = 64;

    /// <summary>Bytes of one socket's events that may wait for their handler; a single event may be larger. 1 KiB to 1 GiB; 4 MiB.</summary>
    public int LaneBytes { get; set; } = 4 << 20;

    /// <summary>Bytes that may wait to be sent to one client; beyond it the client is cut off. 4 KiB to 1 GiB; 1 MiB.</summary>
    public int OutgoingBytes { get; set; } = 1 << 20;

    /// <summary>Volatile events are dropped when more than this would wait. 1 KiB to <see cref="OutgoingBytes"/>; 64 KiB.</summary>
    public int VolatileBytes { get; set; } = 64 << 10;

    /// <summary>Depth of the JSON a client may send. 2 to 1,000; 32.</summary>
    public int MaxJsonDepth { get; set; } = 32;

    /// <summary>Binary attachments of one packet. 0 to 1,000; 10.</summary>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>Bytes of all attachments of one packet. 0 to 1 GiB; 4 MiB.</summary>
    public int MaxAttachmentBytes { get; set; } = 4 << 20;

    /// <summary>Acknowledgements that one client may owe the server at a time. 1 to 100,000; 100.</summary>
    public int MaxPendingAcks { get; set; } = 100;

    /// <summary>Rooms of one socket. 1 to 1,000,000; 1,000.</summary>
    public int MaxRooms { get; set; } = 1000;

    /// <summary>Clients at a time; one more is answered 503. 1 upwards; no limit.</summary>
    public int MaxConnections { get; set; } = int.MaxValue;

    /// <summary>How payloads without a <c>JsonTypeInfo</c> of their own are read and written. Web defaults (camel case, by reflection), and what a
    /// payload's type says is held to: a constructor parameter without a default must be there, and what is not nullable is not null, neither
    /// read nor written. Give it a source-generated resolver where reflection is not wanted. Not to be changed once the endpoint is mapped.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; set; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What the server answers by itself when an event asks for an acknowledgement.</summary>
    public EventErrors Errors { get; } = new();

    /// <summary>Asked before a connection of <see cref="SocketIOEndpoint.MapSocketIO(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder, string)"/>
    /// or <see cref="MessageSocketEndpoint.MapEngineIO"/> is accepted: the place for <c>Origin</c>, rates and limits per address. Not asked for
    /// <see cref="MessageSocketEndpoint.MapMessageSocket"/>, which has <see cref="MessageSocketBuilder.OnConnecting"/>.
    /// Headers set on the response (such as <c>Retry-After</c>) are sent with a refusal.</summary>
    public Func<HttpContext, ValueTask<HandshakeDecision>>? OnHandshake { get; set; }
}

/// <summary>Acknowledgements of events that did not get as far as an answer of their handler.</summary>
public sealed class EventErrors
{
    /// <summary>The socket's lane is full, or the server is draining.</summary>
    public JsonBody TryLater { get; set; } = JsonBody.Encoded(
        """{"ok":false,"code":"try_later","message":"Too many events are waiting. Try again shortly.","retryable":true,"retry_after_ms":1000}"""u8);

    /// <summary>Nothing is registered under the event's name.</summary>
    public JsonBody UnknownEvent { get; set; } = JsonBody.Encoded(
        """{"ok":false,"code":"unknown_event","message":"There is no such event.","retryable":false}"""u8);

    /// <summary>The payload is missing or not of the event's type.</summary>
    public JsonBody BadRequest { get; set; } = JsonBody.Encoded(
        """{"ok":false,"code":"bad_request","message":"The payload is not what this event takes.","retryable":false}"""u8);

    /// <summary>The event's handler carries <c>[Authorize]</c> and the socket's principal does not meet it.</summary>
    public JsonBody Forbidden { get; set; } = JsonBody.Encoded(
        """{"ok":false,"code":"forbidden","message":"You may not do this.","retryable":false}"""u8);

    /// <summary>Writes what a <see cref="SocketIOException"/> says, where its own form does not suit the clients. Null.</summary>
    public Func<SocketIOException, JsonBody>? Refused { get; set; }

    /// <summary>The handler threw.</summary>
    public JsonBody InternalError { get; set; } = JsonBody.Encoded(
        """{"ok":false,"code":"internal_error","message":"Something went wrong here.","retryable":false}"""u8);
}

/// <summary>The answer of <see cref="SocketIOOptions.OnHandshake"/>. Without <see cref="Accept"/> it refuses: <c>default</c> with 403.</summary>
public readonly record struct HandshakeDecision
{
    private readonly bool _isAccepted;
    private readonly int? _status;
    private readonly string? _message;

    private HandshakeDecision(bool isAccepted, int? status = null, string? message = null, IDisposable? lease = null) =>
        (_isAccepted, _status, _message, Lease) = (isAccepted, status, message, lease);

    /// Null when the connection is accepted.
    internal int? Status => _isAccepted ? null : _status ?? StatusCodes.Status403Forbidden;

    internal string Message => _message ?? "Forbidden";

    internal IDisposable? Lease { get; }

    /// <summary>The connection is accepted.</summary>
    /// <param name="lease">What was taken for it: disposed once, when the session ends, by whichever transport it was carried.</param>
    public static HandshakeDecision Accept(IDisposable? lease = null) => new(isAccepted: true, lease: lease);

    /// <summary>The request is answered with this status and <c>{"code":4,"message":…}</c>.</summary>
    public static HandshakeDecision Refuse(int status, string message = "Forbidden")
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(isAccepted: false, status, message);
    }
}
