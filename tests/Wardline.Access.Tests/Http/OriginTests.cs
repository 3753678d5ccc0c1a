using System.Net;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Http;

public sealed class OriginTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    private const string Foreign = "https://evil.example";

    [Fact]
    public async Task Cookie_changes_state_only_from_our_own_pages()
    {
        var person = await Node.SignInWithCookieAsync(Ward.Physician);

        await RefusedAsync(await ActAsync(person, null), HttpStatusCode.Forbidden, "origin_forbidden");
        await RefusedAsync(await ActAsync(person, Foreign), HttpStatusCode.Forbidden, "origin_forbidden");
        await RefusedAsync(await ActAsync(person, "null"), HttpStatusCode.Forbidden, "origin_forbidden");
        await AllowedAsync(await ActAsync(person, Node.Origin), HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Browsers_own_word_that_a_page_is_foreign_counts()
    {
        var person = await Node.SignInWithCookieAsync(Ward.Physician);
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        await RefusedAsync(await ActAsync(person, Node.Origin), HttpStatusCode.Forbidden, "origin_forbidden");
    }

    [Fact]
    public async Task Listed_origin_may_use_the_cookie()
    {
        var node = await StartNodeAsync(allowedOrigins: "https://reader.example");
        var person = await node.SignInWithCookieAsync(Ward.Physician);

        await AllowedAsync(await ActAsync(person, "https://reader.example"), HttpStatusCode.NoContent);
        await RefusedAsync(await ActAsync(person, Foreign), HttpStatusCode.Forbidden, "origin_forbidden");
    }

    [Fact]
    public async Task Bearer_token_needs_no_origin()
    {
        var person = await Node.SignInAsync(Ward.Physician);

        await AllowedAsync(await ActAsync(person, null), HttpStatusCode.NoContent);
        await AllowedAsync(await ActAsync(person, Foreign), HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Refused_act_is_audited_and_does_not_keep_the_session_alive()
    {
        var person = await Node.SignInWithCookieAsync(Ward.Physician);
        Time.Advance(TimeSpan.FromMinutes(29));
        await RefusedAsync(await ActAsync(person, Foreign), HttpStatusCode.Forbidden, "origin_forbidden");

        Time.Advance(TimeSpan.FromMinutes(1));

        await RefusedAsync(await person.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        Assert.Equal(["auth.login ok", "access.origin origin_forbidden"], await AuditAsync());
    }

    [Fact]
    public async Task Cookie_opens_a_socket_only_from_our_own_pages()
    {
        using var answer = await Node.TryToSignInAsync(Ward.Physician, Ward.Password, "cookie");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];

        Assert.Equal("403", await Node.OpenSocketAsync(cookie: cookie));
        Assert.Equal("403", await Node.OpenSocketAsync(cookie: cookie, origin: Foreign));
        Assert.Equal(Ward.Physician, await Node.OpenSocketAsync(cookie: cookie, origin: Node.Origin));
        Assert.Equal("nobody", await Node.OpenSocketAsync(origin: Foreign));
    }

    private static async Task<HttpResponseMessage> ActAsync(HttpClient client, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/test/act");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await client.SendAsync(request);
    }
}
