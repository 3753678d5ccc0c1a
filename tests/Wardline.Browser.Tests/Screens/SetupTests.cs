using System.Text.RegularExpressions;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Screens;

[Trait("Category", "Browser")]
public sealed partial class SetupTests(Chromium chromium)
{
    [Fact]
    public async Task The_printed_link_makes_the_first_administrator_once()
    {
        await using var server = WardProcess.Create("--no-demo");
        await server.StartAsync();
        await using var administrator = await chromium.OpenAsync(server.Url);
        var page = administrator.Page;

        await page.GotoAsync("/");
        await Expect(page.GetByText("Nobody has an account here yet.")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("demo-account")).ToHaveCountAsync(0);

        var link = Link().Match(server.Said).Value;
        await page.GotoAsync(link);
        await page.Locator("input[name=display_name]").FillAsync("Dr. Ana Costa");
        await page.Locator("input[name=user_name]").FillAsync("ana.costa");
        await page.Locator("input[name=password]").FillAsync("harbour-lantern-42");
        await page.Locator("input[name=repeat]").FillAsync("harbour-lantern-42");
        await page.GetByTestId("setup-submit").ClickAsync();
        await administrator.OnlineAsync();
        await Expect(page.GetByText("No chats yet")).ToBeVisibleAsync();

        await page.GotoAsync(link);
        await page.Locator("input[name=display_name]").FillAsync("Somebody Else");
        await page.Locator("input[name=user_name]").FillAsync("somebody.else");
        await page.Locator("input[name=password]").FillAsync("harbour-lantern-42");
        await page.Locator("input[name=repeat]").FillAsync("harbour-lantern-42");
        await page.GetByTestId("setup-submit").ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("not valid any more");
    }

    [GeneratedRegex(@"http\S+/setup\?token=\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
