using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Wardline.Access.Sessions;

/// <summary>
/// Looks at the sessions of all open connections every two seconds, in one statement, and tells each connection what
/// it has to know. Without a database the sessions as they were last seen go on, and still run out.
/// </summary>
public sealed partial class SessionWatch(SessionRegistry sessions, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Watched, byte> _watched = new();

    /// <param name="known">The session as the connection was admitted with it.</param>
    /// <param name="tell">Called one at a time per connection; must not block. After <see cref="SessionNews.Ended"/> no more comes.</param>
    /// <returns>Dispose when the connection closes.</returns>
    public IDisposable Watch(SessionState known, Action<SessionNews> tell)
    {
        var watched = new Watched(this, known, tell);
        _watched[watched] = 0;
        return watched;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SweepAsync(stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var watched = _watched.Keys.ToArray();
        if (watched.Length == 0)
        {
            return;
        }

        IReadOnlyDictionary<Guid, SessionState>? current = null;
        try
        {
            current = await sessions.RefreshAsync(watched.Select(one => one.State.SessionId).ToHashSet(), ct);
        }
        catch (NpgsqlException error)
        {
            SweepFailed(watched.Length, error.GetType().Name);
        }

        var now = time.GetUtcNow();
        foreach (var one in watched)
        {
            try
            {
                one.Look(current is null ? one.State : current.GetValueOrDefault(one.State.SessionId), now);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                TellFailed(one.State.SessionId, error.GetType().Name);
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The sessions of {Connections} connections could not be looked at: {Error}")]
    private partial void SweepFailed(int connections, string error);

    [LoggerMessage(2002, LogLevel.Error, "A connection of session {Session} could not be told about it: {Error}")]
    private partial void TellFailed(Guid session, string error);

    private sealed class Watched(SessionWatch watch, SessionState state, Action<SessionNews> tell) : IDisposable
    {
        private bool _warned;

        public SessionState State { get; private set; } = state;

        public void Look(SessionState? current, DateTimeOffset now)
        {
            var news = SessionNews.Decide(State, _warned, current, now);
            State = current ?? State;
            _warned = SessionNews.IsExpiring(State, now) && (_warned || news is SessionNews.Expiring);
            if (news is SessionNews.Ended)
            {
                Dispose();
            }

            if (news is not null)
            {
                tell(news);
            }
        }

        public void Dispose() => watch._watched.TryRemove(this, out _);
    }
}
