using Microsoft.Playwright;
using Npgsql;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Screens;

/// <summary>A session that runs out while somebody looks: the warning, one act that extends it, and the sign-in that says why.</summary>
[Trait("Category", "Browser")]
public sealed class SessionScreenTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private WardServer? _server;

    // The warning comes 60 s before the end, so that it is shown after three.
    public async ValueTask InitializeAsync() =>
        _server = await WardServer.StartAsync(postgres, builder => builder.Configuration["Wardline:Sessions:Idle"] = "00:01:03");

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Theory]
    [InlineData("phone", ColorScheme.Light)]
    [InlineData("phone", ColorScheme.Dark)]
    [InlineData("desktop", ColorScheme.Light)]
    [InlineData("desktop", ColorScheme.Dark)]
    public async Task The_warning_is_shown_and_one_act_keeps_the_session(string kind, ColorScheme scheme)
    {
        var device = (kind == "phone" ? Device.Phone : Device.Desktop) with { Scheme = scheme };
        var picture = new Picture(device);
        await using var santos = await chromium.OpenAsync(_server!.Url, device);
        await santos.SignInAsync("dr.santos.cardio");
        var warning = santos.Page.GetByText("You will be signed out in a minute");

        await Expect(warning).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await picture.TakeAsync(santos.Page, "session-expiring");
        await santos.Page.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" }).ClickAsync();
        await Expect(warning).ToHaveCountAsync(0);

        await EndSessionsAsync();
        await Expect(santos.Page.GetByText("Your session has ended.")).ToBeVisibleAsync();
        await picture.TakeAsync(santos.Page, "session-ended");
        Assert.Empty(picture.Violations);
    }

    private async Task EndSessionsAsync()
    {
        await using var database = NpgsqlDataSource.Create(_server!.ConnectionString);
        await using var end = database.CreateCommand("update session set ended_at = now(), end_reason = 'signed_out' where ended_at is null");
        await end.ExecuteNonQueryAsync();
    }
}
