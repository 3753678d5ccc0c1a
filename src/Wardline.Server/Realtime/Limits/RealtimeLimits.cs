using System.Net;
using Microsoft.Extensions.Options;
using Wardline.Access.Http;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Realtime.Limits;

/// <summary>What one person, one network and one connection may do on this node, whichever real-time endpoint they use.</summary>
internal sealed class RealtimeLimits(IOptions<RealtimeOptions> options, TimeProvider time)
{
    private static readonly TimeSpan PlaceMayBeFree = TimeSpan.FromSeconds(5);

    private readonly RealtimeOptions _options = options.Value;
    private readonly Allowances<Guid> _messages = new(options.Value.Messages, time);
    private readonly Allowances<Guid> _questions = new(options.Value.Questions, time);
    private readonly Allowances<string> _handshakes = new(options.Value.Handshakes, time);
    private readonly Places<Guid> _people = new(options.Value.MaxConnectionsPerUser);
    private readonly Places<string> _networks = new(options.Value.MaxConnectionsPerAddress);

    /// <summary>A message to people; null when it may be sent.</summary>
    public Problem? RefuseMessage(Guid userId) => _messages.TryTake(userId, out var wait) ? null : RateLimited(wait);

    /// <summary>A message to the assistant; null when it may be asked.</summary>
    public Problem? RefuseQuestion(Guid userId) => _questions.TryTake(userId, out var wait) ? null : RateLimited(wait);

    /// <summary>A place among the connections of a network, if it does not open them too fast either. Dispose it with the connection.</summary>
    public Outcome<Place> Enter(IPAddress? address)
    {
        var network = ClientNetwork.Of(address);
        if (!_handshakes.TryTake(network, out var wait))
        {
            return RateLimited(wait);
        }

        return _networks.TryTake(network) is { } place ? place : TooManyConnections;
    }

    /// <summary>A place among the connections of a person. Dispose it with the connection.</summary>
    public Outcome<Place> Enter(Guid userId) =>
        _people.TryTake(userId) is { } place ? place : TooManyConnections;

    /// <summary>For one connection.</summary>
    public FrameAllowance Frames() => new(_options.Frames, time);

    public static Problem TooManyConnections { get; } = new(
        "too_many_connections", "There are too many open connections. Close one you do not need, or wait.", 503, Retryable: true, PlaceMayBeFree);

    public static Problem RateLimited(TimeSpan wait) => new(
        "rate_limited", "That was too much at once. Wait a little and send it again.", 429, Retryable: true, wait);
}
