using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Wardline.Data.Feed;

/// <summary>Hears of other nodes' commits, and polls the watched streams each second in case a wake-up was lost.</summary>
public sealed partial class FeedListener(
    NpgsqlDataSource database, FeedHub hub, FeedReader reader, FeedNode node, TimeProvider time, ILogger<FeedListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>When the feed last answered; the readiness check looks at it.</summary>
    public DateTimeOffset? LastPoll { get; private set; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenAsync(stoppingToken), PollAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(ct);
                connection.Notification += (_, notification) => Hear(notification.Payload);
                await using (var listen = new NpgsqlCommand($"listen {FeedNotifier.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(ct);
                }

                while (true)
                {
                    await connection.WaitAsync(ct);
                }
            }
            catch (Exception error) when (error is NpgsqlException or System.IO.IOException)
            {
                ListenLost(error.GetType().Name);
                await Task.Delay(PollInterval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Hear(string payload)
    {
        var parts = payload.Split(' ');
        if (parts[0] == node.Id)
        {
            return;
        }

        foreach (var part in parts.AsSpan(1))
        {
            var split = part.LastIndexOf('=');
            if (split > 0 && long.TryParse(part.AsSpan(split + 1), out var top))
            {
                hub.Hint(part[..split], top);
            }
        }
    }

    private async Task PollAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(PollInterval, time);
        do
        {
            try
            {
                foreach (var top in await reader.TopsAsync(hub.WatchedStreams, ct))
                {
                    hub.Hint(top.Stream, top.Position);
                }

                LastPoll = time.GetUtcNow();
            }
            catch (Exception error) when (error is NpgsqlException or System.IO.IOException)
            {
                PollFailed(error.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    [LoggerMessage(1030, LogLevel.Warning, "Listening for other nodes stopped ({Error}); connecting again")]
    private partial void ListenLost(string error);

    [LoggerMessage(1031, LogLevel.Warning, "The feed could not be polled ({Error})")]
    private partial void PollFailed(string error);
}
