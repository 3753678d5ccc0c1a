using System.Collections.Concurrent;
using System.Net;
using Wardline.Access.Sessions;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Sessions;

public sealed class SessionWatchTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<SessionNews> _news = new();

    [Fact]
    public async Task Connection_learns_within_five_seconds_that_another_node_ended_its_session()
    {
        var other = await StartNodeAsync();
        var token = await Node.TokenAsync(Ward.Nurse);
        using var watched = await WatchAsync(token);

        await AllowedAsync(await other.Bearer(token).PostAsync("/api/auth/logout", null), HttpStatusCode.NoContent);

        await Eventually.TrueAsync(() => !_news.IsEmpty, Promise);
        Assert.Equal([new SessionNews.Ended("signed_out")], _news);
    }

    [Fact]
    public async Task Connection_learns_within_five_seconds_of_a_new_role_once()
    {
        using var watched = await WatchAsync(await Node.TokenAsync(Ward.Nurse));

        await QueryAsync($"update app_user set role = 'physician' where user_name = '{Ward.Nurse}'");

        await Eventually.TrueAsync(() => !_news.IsEmpty, Promise);
        await Task.Delay(TimeSpan.FromSeconds(3));        // one more look at least
        Assert.Equal(Role.Physician, Assert.IsType<SessionNews.AccessChanged>(Assert.Single(_news)).State.Role);
    }

    [Fact]
    public async Task Warning_is_taken_back_by_an_act_and_given_again()
    {
        var token = await Node.TokenAsync(Ward.Nurse);
        using var watched = await WatchAsync(token);

        Time.Advance(TimeSpan.FromMinutes(29));
        await Eventually.TrueAsync(() => _news.Count == 1, Promise);
        await AllowedAsync(await Node.Bearer(token).PostAsync("/test/act", null), HttpStatusCode.NoContent);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Time.Advance(TimeSpan.FromMinutes(29));
        await Eventually.TrueAsync(() => _news.Count == 2, Promise);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _news.Count == 3, Promise);

        Assert.Equal([typeof(SessionNews.Expiring), typeof(SessionNews.Expiring), typeof(SessionNews.Ended)], _news.Select(news => news.GetType()));
    }

    [Fact]
    public async Task Listener_that_fails_does_not_keep_the_news_from_others()
    {
        var token = await Node.TokenAsync(Ward.Nurse);
        var state = await StateAsync(token);
        using var failing = Node.Services.GetRequiredService<SessionWatch>().Watch(state, _ => throw new InvalidOperationException());
        using var watched = await WatchAsync(token);

        await AllowedAsync(await Node.Bearer(token).PostAsync("/api/auth/logout", null), HttpStatusCode.NoContent);

        await Eventually.TrueAsync(() => !_news.IsEmpty, Promise);
    }

    private async Task<SessionState> StateAsync(string token)
    {
        var sessions = Node.Services.GetRequiredService<SessionRegistry>();
        return (await sessions.FindAsync(Node.Services.GetRequiredService<AccessTokens>().Read(token)!.Value, CancellationToken.None))!;
    }

    private async Task<IDisposable> WatchAsync(string token) =>
        Node.Services.GetRequiredService<SessionWatch>().Watch(await StateAsync(token), _news.Enqueue);
}
