using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Wardline.Access.SignIn;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.SignIn;

public sealed class SignInTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    [Fact]
    public async Task Right_password_gives_a_token_and_says_who_one_is()
    {
        using var answer = await Node.TryToSignInAsync(" Dr.SANTOS ", Ward.Password);

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(43_200, body.GetProperty("expires_in").GetInt64());
        var user = body.GetProperty("user");
        Assert.Equal(
            ("dr.santos", "Dr. Ricardo Santos", "physician", "cardiology"),
            (user.GetProperty("user_name").GetString(), user.GetProperty("display_name").GetString(), user.GetProperty("role").GetString(), user.GetProperty("departments")[0].GetString()));
        Assert.False(user.TryGetProperty("specialty", out _));

        var me = await Node.Bearer(body.GetProperty("access_token").GetString()!).GetFromJsonAsync<JsonElement>("/api/me");
        Assert.Equal(user.GetProperty("id").GetGuid(), me.GetProperty("user").GetProperty("id").GetGuid());
        Assert.Equal("Cardiology", me.GetProperty("departments")[0].GetProperty("name").GetString());
        Assert.Equal("2026-11-21T07:30:00.000Z", me.GetProperty("session").GetProperty("idle_expires_at").GetString());
        Assert.Equal("2026-11-21T19:00:00.000Z", me.GetProperty("session").GetProperty("expires_at").GetString());
    }

    [Fact]
    public async Task Cookie_cannot_be_read_by_scripts_nor_sent_from_other_sites_and_no_token_is_in_the_answer()
    {
        using var answer = await Node.TryToSignInAsync(Ward.Physician, Ward.Password, "cookie");

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("wardline=", cookie);
        Assert.Contains("; path=/", cookie);
        Assert.Contains("; httponly", cookie);
        Assert.Contains("; samesite=strict", cookie);
        Assert.DoesNotContain("domain=", cookie);
        Assert.False((await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task Cookie_over_tls_is_bound_to_this_host_and_to_tls()
    {
        var node = await StartNodeAsync(secure: true);

        using var answer = await node.TryToSignInAsync(Ward.Physician, Ward.Password, "cookie");

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-wardline=", cookie);
        Assert.Contains("; secure", cookie);
        Assert.Contains("; path=/;", cookie);
        Assert.DoesNotContain("domain=", cookie);
    }

    [Fact]
    public async Task Tenth_wrong_password_locks_the_name_and_then_the_right_one_is_refused_too()
    {
        for (var attempt = 1; attempt < SignInLock.MaxFailures; attempt++)
        {
            await RefusedAsync(await Node.TryToSignInAsync(Ward.Physician, "wrong"), HttpStatusCode.Unauthorized, "invalid_credentials");
        }

        using var tenth = await Node.TryToSignInAsync(Ward.Physician, "wrong");
        Assert.Equal(900_000, (await tenth.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("retry_after_ms").GetInt64());
        Assert.Equal(TimeSpan.FromMinutes(15), tenth.Headers.RetryAfter?.Delta);

        Time.Advance(TimeSpan.FromMinutes(14));
        await RefusedAsync(await Node.TryToSignInAsync(Ward.Physician, Ward.Password), HttpStatusCode.Locked, "locked_out");

        Time.Advance(TimeSpan.FromMinutes(1));
        await AllowedAsync(await Node.TryToSignInAsync(Ward.Physician, Ward.Password));
    }

    [Fact]
    public async Task Unknown_name_is_answered_as_a_known_one_is_at_every_attempt()
    {
        for (var attempt = 1; attempt <= SignInLock.MaxFailures + 2; attempt++)
        {
            using var known = await Node.TryToSignInAsync(Ward.Physician, "wrong");
            using var unknown = await Node.TryToSignInAsync("dr.nobody", "wrong");

            Assert.Equal(known.StatusCode, unknown.StatusCode);
            Assert.Equal(await known.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Success_forgets_earlier_failures()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var attempt = 1; attempt < SignInLock.MaxFailures; attempt++)
            {
                await RefusedAsync(await Node.TryToSignInAsync(Ward.Physician, "wrong"), HttpStatusCode.Unauthorized, "invalid_credentials");
            }

            await AllowedAsync(await Node.TryToSignInAsync(Ward.Physician, Ward.Password));
        }
    }

    [Fact]
    public async Task Failures_from_one_network_are_limited_whatever_names_are_tried()
    {
        var limits = Node.Services.GetRequiredService<SignInLimits>();
        await RefusedAsync(await Node.TryToSignInAsync("dr.guess", "wrong"), HttpStatusCode.Unauthorized, "invalid_credentials");
        Assert.True(limits.FailuresLeft("127.0.0.1") < SignInLimits.FailuresPerMinute);

        // The bucket refills on real time: empty it again if that happens before the answer.
        HttpResponseMessage answer;
        do
        {
            while (limits.Refuse("127.0.0.1") is null)
            {
                limits.Failed("127.0.0.1");
            }

            answer = await Node.TryToSignInAsync(Ward.Physician, Ward.Password);
        }
        while (answer.StatusCode == HttpStatusCode.OK);

        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await RefusedAsync(answer, HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Fact]
    public async Task People_who_sign_in_rightly_are_not_limited()
    {
        for (var attempt = 0; attempt < SignInLimits.FailuresPerMinute + 5; attempt++)
        {
            await AllowedAsync(await Node.TryToSignInAsync(Ward.Nurse, Ward.Password));
        }
    }

    [Theory]
    [InlineData(null, "x")]
    [InlineData("", "x")]
    [InlineData("dr.santos", null)]
    [InlineData("dr.santos", "")]
    [InlineData("dr\0santos", "x")]
    [InlineData("dr.santos' or 1=1 --", "x")]
    [InlineData("dr.santos", "pass\0word")]
    public async Task Odd_names_and_passwords_are_wrong_like_any_other(string? userName, string? password) =>
        await RefusedAsync(await Node.TryToSignInAsync(userName, password), HttpStatusCode.Unauthorized, "invalid_credentials");

    [Fact]
    public async Task Name_of_a_hundred_kilobytes_is_wrong_like_any_other() =>
        await RefusedAsync(await Node.TryToSignInAsync(new string('a', 100_000), new string('b', 100_000)), HttpStatusCode.Unauthorized, "invalid_credentials");

    [Fact]
    public async Task Hash_of_older_settings_is_replaced_at_sign_in()
    {
        // PBKDF2 as ASP.NET Core Identity 2 wrote it: marker 0, HMAC-SHA1, 1,000 iterations, 16 bytes of salt, 32 of key.
        var salt = Enumerable.Range(1, 16).Select(i => (byte)i).ToArray();
        var key = System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(Ward.Password, salt, 1000, System.Security.Cryptography.HashAlgorithmName.SHA1, 32);
        var old = Convert.ToBase64String([0, .. salt, .. key]);
        await QueryAsync($"update app_user set password_hash = '{old}' where user_name = '{Ward.Physician}'");

        await AllowedAsync(await Node.TryToSignInAsync(Ward.Physician, Ward.Password));

        var now = Assert.Single(await QueryAsync($"select password_hash from app_user where user_name = '{Ward.Physician}'"));
        Assert.NotEqual(old, now);
        await AllowedAsync(await Node.TryToSignInAsync(Ward.Physician, Ward.Password));
    }

    [Fact]
    public async Task Foreign_page_cannot_sign_a_browser_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(new { user_name = Ward.Physician, password = Ward.Password, session = "cookie" }),
            Headers = { { "Origin", "https://evil.example" } },
        };

        await RefusedAsync(await Node.Anonymous.SendAsync(request), HttpStatusCode.Forbidden, "origin_forbidden");
    }

    [Fact]
    public async Task Audit_tells_each_attempt_and_never_the_name_that_was_typed()
    {
        await RefusedAsync(await Node.TryToSignInAsync("hunter2-my-password", "wrong"), HttpStatusCode.Unauthorized, "invalid_credentials");
        await RefusedAsync(await Node.TryToSignInAsync(Ward.Physician, "wrong"), HttpStatusCode.Unauthorized, "invalid_credentials");
        await AllowedAsync(await Node.TryToSignInAsync(Ward.Physician, Ward.Password));

        Assert.Equal(["auth.login invalid_credentials", "auth.login invalid_credentials", "auth.login ok"], await AuditAsync());
        Assert.Equal(["False", "True", "True"], await QueryAsync("select user_id is not null from audit order by id"));
        Assert.All(await QueryAsync("select address from audit"), address => Assert.Equal("127.0.0.1", address));
        Assert.Equal(["0"], await QueryAsync("select count(*) from audit where audit::text like '%hunter2%'"));
    }
}
