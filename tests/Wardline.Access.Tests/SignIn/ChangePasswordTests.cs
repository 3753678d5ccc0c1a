using System.Net;
using System.Net.Http.Json;
using Wardline.Access.Sessions;
using Wardline.Access.SignIn;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.SignIn;

public sealed class ChangePasswordTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    private const string Next = "a-quieter-ward-by-day";

    [Fact]
    public async Task New_password_replaces_the_old_and_ends_the_other_sessions_only()
    {
        var here = await Node.SignInAsync(Ward.Nurse);
        var elsewhere = await Node.SignInAsync(Ward.Nurse);

        await AllowedAsync(await ChangeAsync(here, Ward.Password, Next), HttpStatusCode.NoContent);

        Time.Advance(SessionRegistry.Freshness + TimeSpan.FromMilliseconds(1));
        await AllowedAsync(await here.GetAsync("/api/me"));
        await RefusedAsync(await elsewhere.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        await RefusedAsync(await Node.TryToSignInAsync(Ward.Nurse, Ward.Password), HttpStatusCode.Unauthorized, "invalid_credentials");
        await AllowedAsync(await Node.TryToSignInAsync(Ward.Nurse, Next));
        Assert.Contains("auth.password ok", await AuditAsync());
    }

    [Fact]
    public async Task Weak_new_password_is_refused()
    {
        var nurse = await Node.SignInAsync(Ward.Nurse);

        await RefusedAsync(await ChangeAsync(nurse, Ward.Password, "short"), HttpStatusCode.BadRequest, "password_weak");
    }

    [Fact]
    public async Task Stolen_session_cannot_guess_the_password()
    {
        var thief = await Node.SignInAsync(Ward.Nurse);
        for (var attempt = 0; attempt < SignInLock.MaxFailures; attempt++)
        {
            await RefusedAsync(await ChangeAsync(thief, "wrong", Next), HttpStatusCode.Forbidden, "invalid_credentials");
        }

        await RefusedAsync(await ChangeAsync(thief, Ward.Password, Next), HttpStatusCode.Forbidden, "invalid_credentials");
        await RefusedAsync(await Node.TryToSignInAsync(Ward.Nurse, Ward.Password), HttpStatusCode.Locked, "locked_out");
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, string current, string next) =>
        client.PostAsJsonAsync("/api/auth/password", new { current_password = current, new_password = next });
}
