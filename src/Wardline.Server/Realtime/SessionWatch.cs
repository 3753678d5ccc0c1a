using Npgsql;
using Wardline.Access.Sessions;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

public sealed record SessionExpiring(DateTimeOffset ExpiresAt);

public sealed record SessionEnded(string Code);

/// <summary>
/// Looks at the sessions behind all sockets every two seconds, in one query: warns a minute before the end, closes what
/// is over, and lets whoever's role or departments changed connect anew, so that no later frame carries the old rights.
/// </summary>
internal sealed partial class SessionWatch(SocketIOServer server, SessionRegistry sessions, TimeProvider time, ILogger<SessionWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Warning = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or IOException)
            {
                NotLooked(error.GetType().Name);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var sockets = server.Of("/").Sockets.Where(socket => socket.State is SocketPerson).ToArray();
        if (sockets.Length == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var known = await sessions.RefreshAsync([.. sockets.Select(socket => SocketPerson.Of(socket).Session.SessionId).Distinct()], ct);
        foreach (var socket in sockets)
        {
            var person = SocketPerson.Of(socket);
            var session = known.GetValueOrDefault(person.Session.SessionId);
            var ended = session is null ? "ended" : session.EndedBecause(now);
            if (ended is not null)
            {
                socket.Emit("session_ended", new SessionEnded(ended), RealtimeJson.Default.SessionEnded);
                socket.Disconnect();
            }
            else if (!session!.SameAccess(person.Session))
            {
                socket.Disconnect(closeConnection: true);
            }
            else
            {
                Warn(socket, person, session, now);
            }
        }
    }

    private static void Warn(SocketConnection socket, SocketPerson person, SessionState session, DateTimeOffset now)
    {
        var soon = session.EndsAt - now <= Warning;
        if (soon && !person.ToldOfExpiry)
        {
            socket.Emit("session_expiring", new SessionExpiring(session.EndsAt), RealtimeJson.Default.SessionExpiring);
        }

        person.ToldOfExpiry = soon;
    }

    [LoggerMessage(3010, LogLevel.Warning, "Sessions could not be looked at ({Error}); trying again")]
    private partial void NotLooked(string error);
}
