using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Screens;

/// <summary>Every screen, on a phone and on a desk, light and dark: a picture each, no violation of WCAG A or AA, nothing in the console.</summary>
[Trait("Category", "Browser")]
public sealed class ScreenTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private WardServer? _server;

    public static TheoryData<string, ColorScheme> Looks =>
        new() { { "phone", ColorScheme.Light }, { "phone", ColorScheme.Dark }, { "desktop", ColorScheme.Light }, { "desktop", ColorScheme.Dark } };

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Screens_before_signing_in(string kind, ColorScheme scheme)
    {
        var device = (kind == "phone" ? Device.Phone : Device.Desktop) with { Scheme = scheme };
        var picture = new Picture(device);
        await using var anybody = await chromium.OpenAsync(_server!.Url, device);
        var page = anybody.Page;

        await page.GotoAsync("/sign-in");
        await Expect(page.GetByTestId("demo-account")).ToHaveCountAsync(14);
        await picture.TakeAsync(page, "sign-in");

        await page.GetByTestId("demo-account").Last.ScrollIntoViewIfNeededAsync();
        await picture.TakeAsync(page, "demo-accounts");
        Assert.Empty(anybody.Complaints);

        await page.Locator("input[name=user_name]").FillAsync("dr.santos.cardio");
        await page.Locator("input[name=password]").FillAsync("not the password");
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await Expect(page.GetByTestId("sign-in-error")).ToHaveTextAsync("User name or password is wrong.");
        await picture.TakeAsync(page, "sign-in-refused");

        await page.GotoAsync("/setup?token=shown-for-its-looks");
        await Expect(page.GetByTestId("setup-submit")).ToBeEnabledAsync();
        await picture.TakeAsync(page, "setup");

        await page.GotoAsync("/setup");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("lacks its token");
        await picture.TakeAsync(page, "setup-no-token");
        Assert.Empty(picture.Violations);
        Assert.All(anybody.Complaints, complaint => Assert.Contains("401", complaint));       // the wrong password, as browsers tell it
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Screens_of_chat(string kind, ColorScheme scheme)
    {
        var device = (kind == "phone" ? Device.Phone : Device.Desktop) with { Scheme = scheme };
        var picture = new Picture(device);
        await using var santos = await chromium.OpenAsync(_server!.Url, device);
        var page = santos.Page;
        await santos.SignInAsync("dr.santos.cardio");

        await Expect(page.GetByTestId("chat-item").First).ToBeVisibleAsync();
        await picture.TakeAsync(page, "chats");

        await page.GetByTestId("new-chat").ClickAsync();
        await page.GetByTestId("person").Nth(1).ClickAsync();
        await page.GetByTestId("person").Nth(3).ClickAsync();
        await picture.TakeAsync(page, "new-chat");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("new-chat-form")).ToHaveCountAsync(0);

        await santos.OpenChatAsync("Cardiology");
        await picture.TakeAsync(page, "conversation-department");
        await BackAsync(santos, kind);

        var about = page.GetByTestId("chat-item").Filter(new() { HasText = "João Silva" }).First;
        await about.ClickAsync();
        await Expect(page.GetByTestId("message").First).ToBeVisibleAsync();
        await picture.TakeAsync(page, "conversation");

        if (kind == "phone")
        {
            await page.GetByTestId("details-toggle").ClickAsync();
            await Expect(page.GetByTestId("patient-banner")).ToBeVisibleAsync();
            await picture.TakeAsync(page, "conversation-details");
            await page.GetByRole(AriaRole.Button, new() { Name = "Close details" }).Last.ClickAsync();
        }

        await page.GetByTestId("message").Last.HoverAsync();
        await page.GetByTestId("message").Last.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByTestId("composer-urgent").ClickAsync();
        await santos.Composer.FillAsync("Please hold the second dose until I have seen the film. I am in the lab until four, call 4417.");
        await picture.TakeAsync(page, "conversation-writing");

        await santos.Context.SetOfflineAsync(true);
        await page.GetByTestId("send").ClickAsync();
        await Expect(santos.ConnectionLine).ToHaveAttributeAsync("data-state", "offline");
        await Expect(page.GetByTestId("message").Last).ToHaveAttributeAsync("data-state", "clock");
        await picture.TakeAsync(page, "offline");

        Assert.Empty(picture.Violations);
        Assert.All(santos.Complaints, complaint => Assert.Contains("ERR_INTERNET_DISCONNECTED", complaint));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Screens_of_patients_and_the_rest(string kind, ColorScheme scheme)
    {
        var device = (kind == "phone" ? Device.Phone : Device.Desktop) with { Scheme = scheme };
        var picture = new Picture(device);
        await using var santos = await chromium.OpenAsync(_server!.Url, device);
        var page = santos.Page;
        await santos.SignInAsync("dr.santos.cardio");

        await page.GetByTestId("nav-patients").ClickAsync();
        await Expect(page.GetByTestId("patient-item").First).ToBeVisibleAsync();
        await picture.TakeAsync(page, "patients");

        await page.GetByTestId("patient-search").FillAsync("silva");
        await page.Locator("[data-testid=patient-item][data-mrn='7823']").ClickAsync();
        var banner = page.GetByTestId("patient-banner");
        await Expect(banner.GetByRole(AriaRole.Heading)).ToHaveTextAsync("SILVA, João");
        await Expect(banner.GetByTestId("patient-allergies")).ToContainTextAsync("Penicillin", new() { IgnoreCase = true });
        await Expect(banner).ToContainTextAsync("(67y)");
        await Expect(banner).ToContainTextAsync("7823");
        await picture.TakeAsync(page, "patient");

        var laboratory = page.GetByRole(AriaRole.Heading, new() { Name = "Laboratory" });
        await laboratory.EvaluateAsync("heading => heading.scrollIntoView({ block: 'start' })");
        await Expect(page.GetByText("Troponin", new() { Exact = false }).Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        await Expect(banner).ToBeInViewportAsync();      // the allergies stay in sight
        await picture.TakeAsync(page, "patient-laboratory");

        await page.GetByRole(AriaRole.Heading, new() { Name = "Reports" }).EvaluateAsync("heading => heading.scrollIntoView({ block: 'start' })");
        await Expect(page.GetByText("ST elevation", new() { Exact = false }).First).ToBeVisibleAsync();
        await picture.TakeAsync(page, "patient-reports");

        await page.GotoAsync("/more");
        await Expect(page.GetByTestId("sign-out")).ToBeVisibleAsync();
        await picture.TakeAsync(page, "more");

        await page.GotoAsync("/there/is/no/such/screen");
        await Expect(page.GetByText("There is nothing at this address")).ToBeVisibleAsync();
        await picture.TakeAsync(page, "not-found");
        Assert.Empty(santos.Complaints);

        await page.GotoAsync($"/chats/{Guid.CreateVersion7()}");
        await Expect(page.GetByText("This chat is not here, or it is not yours to see.")).ToBeVisibleAsync();
        await picture.TakeAsync(page, "chat-gone");

        Assert.Empty(picture.Violations);
        Assert.All(santos.Complaints, complaint => Assert.Contains("404", complaint));
    }

    private static async Task BackAsync(WardPage ward, string kind)
    {
        if (kind == "phone")
        {
            await ward.Page.GetByTestId("back").ClickAsync();
        }
    }
}
