using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.Access.Setup;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Setup;

public sealed class SetupTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    protected override bool Populated => false;

    [Fact]
    public async Task Link_makes_the_first_administrator_and_works_once()
    {
        var token = await TokenAsync();
        Assert.True(await NeededAsync());

        await AllowedAsync(await SetUpAsync(token!, "first.admin"), HttpStatusCode.NoContent);

        Assert.False(await NeededAsync());
        var administrator = await Node.SignInAsync("first.admin");
        await AllowedAsync(await administrator.GetAsync("/api/admin/users"));
        await RefusedAsync(await SetUpAsync(token!, "second.admin"), HttpStatusCode.Forbidden, "setup_token_invalid");
        Assert.Null(await TokenAsync());
        Assert.Equal(["setup.complete ok", "auth.login ok", "setup.complete setup_token_invalid"], await AuditAsync());
    }

    [Fact]
    public async Task Link_used_by_two_at_once_makes_one_administrator()
    {
        var token = await TokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => SetUpAsync(token!, $"admin.{i}")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(["1"], await QueryAsync("select count(*) from app_user"));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Each_start_makes_a_new_link_and_the_old_one_is_void()
    {
        var first = await TokenAsync();
        var second = await TokenAsync();

        await RefusedAsync(await SetUpAsync(first!, "first.admin"), HttpStatusCode.Forbidden, "setup_token_invalid");
        await AllowedAsync(await SetUpAsync(second!, "first.admin"), HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Link_is_good_for_a_day()
    {
        var token = await TokenAsync();
        Time.Advance(TimeSpan.FromHours(24));

        await RefusedAsync(await SetUpAsync(token!, "first.admin"), HttpStatusCode.Forbidden, "setup_token_invalid");
    }

    [Theory]
    [InlineData("first.admin", "First", "short", "password_weak")]
    [InlineData("first admin", "First", Ward.Password, "user_name_invalid")]
    [InlineData("first.admin", "Fi\u0007rst", Ward.Password, "display_name_invalid")]
    [InlineData("first.admin", "", Ward.Password, "display_name_invalid")]
    public async Task Mistake_in_the_form_does_not_use_up_the_link(string userName, string displayName, string password, string code)
    {
        var token = await TokenAsync();

        await RefusedAsync(await SetUpAsync(token!, userName, displayName, password), HttpStatusCode.BadRequest, code);
        await AllowedAsync(await SetUpAsync(token!, "first.admin"), HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Link_does_nothing_where_there_are_people()
    {
        var token = await TokenAsync();
        await Ward.FillAsync(Node.Services);

        await RefusedAsync(await SetUpAsync(token!, "first.admin"), HttpStatusCode.Forbidden, "setup_token_invalid");
    }

    private Task<string?> TokenAsync() => Node.Services.GetRequiredService<FirstRun>().EnsureSetupTokenAsync(CancellationToken.None);

    private async Task<bool> NeededAsync() => (await Node.Anonymous.GetFromJsonAsync<JsonElement>("/api/setup")).GetProperty("needed").GetBoolean();

    private Task<HttpResponseMessage> SetUpAsync(string token, string userName, string displayName = "First Administrator", string password = Ward.Password) =>
        Node.Anonymous.PostAsJsonAsync("/api/setup", new { token, user_name = userName, display_name = displayName, password });
}
