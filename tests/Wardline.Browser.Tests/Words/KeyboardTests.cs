using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using Wardline.Server.Demo;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Words;

[Trait("Category", "Browser")]
public sealed class KeyboardTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task Without_a_mouse_one_signs_in_opens_a_chat_and_sends()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        await santos.Page.GotoAsync("/");
        await Expect(santos.Page.Locator("input[name=user_name]")).ToBeFocusedAsync();

        var keys = santos.Page.Keyboard;
        await keys.TypeAsync("dr.santos.cardio");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(DemoAccounts.All[0].Password);
        await keys.PressAsync("Enter");
        await santos.OnlineAsync();
        await Expect(santos.Page.GetByTestId("chat-item").First).ToBeVisibleAsync();

        await TabToAsync(santos.Page, "[data-testid=chat-item]");
        await keys.PressAsync("ArrowDown");
        var second = santos.Page.GetByTestId("chat-item").Nth(1);
        await Expect(second).ToBeFocusedAsync();
        Assert.NotEqual("none", await second.EvaluateAsync<string>("item => getComputedStyle(item).outlineStyle"));
        await keys.PressAsync("Enter");
        await Expect(santos.Page.GetByTestId("message").First).ToBeVisibleAsync();

        await TabToAsync(santos.Page, "[data-testid=composer]");
        await keys.TypeAsync("First line");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("second line");
        await keys.PressAsync("Enter");

        var sent = santos.Page.GetByTestId("message").Last;
        await Expect(sent.GetByTestId("message-text")).ToHaveTextAsync("First line\nsecond line");
        await Expect(sent).ToHaveAttributeAsync("data-state", new Regex("^(?:sent|delivered|read)$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(santos.Composer).ToBeFocusedAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 30; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Thirty times Tab did not lead to {selector}.");
    }
}
