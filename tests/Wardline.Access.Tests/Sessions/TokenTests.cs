using System.Net;
using Wardline.Access.Sessions;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Sessions;

public sealed class TokenTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    private readonly MigratedPostgres _postgres = postgres;

    [Fact]
    public async Task Request_without_a_token_is_asked_to_sign_in()
    {
        using var answer = await Node.Anonymous.GetAsync("/api/me");

        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        await RefusedAsync(answer, HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Token_with_any_part_changed_is_not_ours()
    {
        var token = await Node.TokenAsync(Ward.Physician);
        for (var at = 0; at < token.Length; at += token.Length / 8)
        {
            var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];

            await RefusedAsync(await Node.Bearer(forged).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "invalid_token");
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbi5vbmUifQ.")]
    public async Task Token_of_another_kind_is_not_ours(string token) =>
        await RefusedAsync(await Node.Bearer(token).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "invalid_token");

    [Fact]
    public async Task Token_of_another_installation_is_not_ours()
    {
        await using var elsewhere = await _postgres.CreateDatabaseAsync();
        await using var theirs = await AccessNode.StartAsync(elsewhere.ConnectionString, Time);
        await Ward.FillAsync(theirs.Services);

        var foreign = await theirs.TokenAsync(Ward.Physician);

        await RefusedAsync(await Node.Bearer(foreign).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task Cookie_value_is_not_a_token()
    {
        using var answer = await Node.TryToSignInAsync(Ward.Physician, Ward.Password, "cookie");
        var value = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0]["wardline=".Length..];

        await RefusedAsync(await Node.Bearer(value).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task Expired_token_says_that_the_session_is_over()
    {
        var token = await Node.TokenAsync(Ward.Physician);
        Time.Advance(TimeSpan.FromHours(12));

        await RefusedAsync(await Node.Bearer(token).GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        var session = Node.Services.GetRequiredService<AccessTokens>().Read(token);
        Assert.Null(await Node.Services.GetRequiredService<SessionRegistry>().FindAsync(session!.Value, CancellationToken.None));
    }

    [Fact]
    public async Task Token_of_one_node_is_good_on_another()
    {
        var token = await Node.TokenAsync(Ward.Physician);
        var other = await StartNodeAsync();

        await AllowedAsync(await other.Bearer(token).GetAsync("/api/me"));
    }

    [Fact]
    public async Task Token_is_not_taken_from_the_address()
    {
        var token = await Node.TokenAsync(Ward.Physician);

        await RefusedAsync(await Node.Anonymous.GetAsync($"/api/me?access_token={token}&token={token}"), HttpStatusCode.Unauthorized, "not_signed_in");
    }
}
