using System.Net;
using Wardline.Access.Sessions;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Sessions;

public sealed class SessionTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    private static readonly TimeSpan UntilOthersKnow = SessionRegistry.Freshness + TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Session_ends_after_thirty_idle_minutes_however_often_a_page_polls()
    {
        var person = await Node.SignInAsync(Ward.Physician);
        for (var minute = 0; minute < 29; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await AllowedAsync(await person.GetAsync("/api/me"));
        }

        Time.Advance(TimeSpan.FromMinutes(1));

        await RefusedAsync(await person.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        await RefusedAsync(await person.PostAsync("/test/act", null), HttpStatusCode.Unauthorized, "session_ended");
    }

    [Fact]
    public async Task Acts_keep_a_session_alive_for_every_node_and_for_a_restart()
    {
        var token = await Node.TokenAsync(Ward.Physician);
        var other = await StartNodeAsync();
        for (var act = 0; act < 6 * 40; act++)
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            await AllowedAsync(await Node.Bearer(token).PostAsync("/test/act", null), HttpStatusCode.NoContent);
        }

        await AllowedAsync(await other.Bearer(token).GetAsync("/api/me"));
        var restarted = await StartNodeAsync();
        await AllowedAsync(await restarted.Bearer(token).GetAsync("/api/me"));
    }

    [Fact]
    public async Task Activity_is_written_every_thirty_seconds_at_most()
    {
        var person = await Node.SignInAsync(Ward.Physician);
        var written = new HashSet<string>();
        for (var act = 0; act < 30; act++)
        {
            Time.Advance(TimeSpan.FromSeconds(3));
            await AllowedAsync(await person.PostAsync("/test/act", null), HttpStatusCode.NoContent);
            written.Add(Assert.Single(await QueryAsync("select last_activity_at::text from session")));
        }

        Assert.Equal(4, written.Count);        // as it was at sign-in, then after 30, 60 and 90 s
    }

    [Fact]
    public async Task Session_ends_after_twelve_hours_however_busy()
    {
        var person = await Node.SignInAsync(Ward.Physician);
        for (var quarter = 1; quarter < 4 * 12; quarter++)
        {
            Time.Advance(TimeSpan.FromMinutes(15));
            await AllowedAsync(await person.PostAsync("/test/act", null), HttpStatusCode.NoContent);
        }

        Time.Advance(TimeSpan.FromMinutes(15));

        await RefusedAsync(await person.PostAsync("/test/act", null), HttpStatusCode.Unauthorized, "session_ended");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_at_once_and_elsewhere_within_seconds()
    {
        var token = await Node.TokenAsync(Ward.Physician);
        var other = await StartNodeAsync();
        await AllowedAsync(await other.Bearer(token).GetAsync("/api/me"));

        await AllowedAsync(await Node.Bearer(token).PostAsync("/api/auth/logout", null), HttpStatusCode.NoContent);

        await RefusedAsync(await Node.Bearer(token).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        Time.Advance(UntilOthersKnow);
        await RefusedAsync(await other.Bearer(token).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        Assert.Equal(["signed_out"], await QueryAsync("select end_reason from session"));
        Assert.Equal(["auth.login ok", "auth.logout ok"], await AuditAsync());
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_away()
    {
        var person = await Node.SignInWithCookieAsync(Ward.Physician);
        person.DefaultRequestHeaders.Add("Origin", Node.Origin);

        using var answer = await person.PostAsync("/api/auth/logout", null);

        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        await RefusedAsync(await person.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Role_that_changed_acts_on_open_sessions_of_every_node()
    {
        var token = await Node.TokenAsync(Ward.Nurse);
        var other = await StartNodeAsync();
        await RefusedAsync(await other.Bearer(token).GetAsync("/api/admin/users"), HttpStatusCode.Forbidden, "forbidden");

        await QueryAsync($"update app_user set role = 'administrator' where user_name = '{Ward.Nurse}'");
        Time.Advance(UntilOthersKnow);
        await AllowedAsync(await other.Bearer(token).GetAsync("/api/admin/users"));

        await QueryAsync($"update app_user set role = 'nurse' where user_name = '{Ward.Nurse}'");
        Time.Advance(UntilOthersKnow);
        await RefusedAsync(await other.Bearer(token).GetAsync("/api/admin/users"), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public void Freshness_leaves_room_in_the_five_seconds_that_are_promised() =>
        Assert.True(SessionRegistry.Freshness <= TimeSpan.FromSeconds(3));
}
