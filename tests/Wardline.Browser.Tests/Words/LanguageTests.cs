using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Words;

[Trait("Category", "Browser")]
public sealed partial class LanguageTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task Choosing_a_language_changes_every_screen_and_is_remembered()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        await santos.SignInAsync("dr.santos.cardio");
        foreach (var (choice, tag, sections, allergies, laboratory) in new[]
        {
            ("Português", "pt", new[] { "Conversas", "Doentes", "Mais" }, "Alergias", "Análises"),
            ("Español", "es", ["Chats", "Pacientes", "Más"], "Alergias", "Laboratorio"),
            ("English", "en", ["Chats", "Patients", "More"], "Allergies", "Laboratory"),
        })
        {
            await santos.Page.GetByTestId("nav-more").ClickAsync();
            await santos.Page.GetByText(choice, new() { Exact = true }).ClickAsync();
            foreach (var (section, words) in new[] { "chats", "patients", "more" }.Zip(sections))
            {
                await Expect(santos.Page.GetByTestId($"nav-{section}")).ToContainTextAsync(words);
                await santos.Page.GetByTestId($"nav-{section}").ClickAsync();
                await Expect(santos.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(words);
                await NoKeysAsync(santos.Page);
            }

            await santos.Page.ReloadAsync();
            await Expect(santos.Page.Locator("html")).ToHaveAttributeAsync("lang", tag);
            await Expect(santos.Page.GetByTestId("nav-more")).ToContainTextAsync(sections[2]);

            await santos.Page.GetByTestId("nav-patients").ClickAsync();
            await santos.Page.Locator("[data-testid=patient-item][data-mrn='7823']").ClickAsync();
            await Expect(santos.Page.GetByRole(AriaRole.Heading, new() { Name = laboratory })).ToBeVisibleAsync();
            await Expect(santos.Page.GetByTestId("patient-banner").First).ToContainTextAsync(allergies);
            await NoKeysAsync(santos.Page);
        }
    }

    [Theory]
    [InlineData("pt-PT", "Nome de utilizador", "Contas de demonstração")]
    [InlineData("es-ES", "Nombre de usuario", "Cuentas de demostración")]
    [InlineData("de-DE", "User name", "Demo accounts")]
    public async Task The_sign_in_speaks_the_browsers_language_or_English(string locale, string user, string demo)
    {
        await using var anybody = await chromium.OpenAsync(_server!.Url, Device.Phone with { Locale = locale });
        await anybody.Page.GotoAsync("/sign-in");

        await Expect(anybody.Page.GetByLabel(user)).ToBeVisibleAsync();
        await Expect(anybody.Page.GetByText(demo)).ToBeVisibleAsync();
        await NoKeysAsync(anybody.Page);
    }

    private static async Task NoKeysAsync(IPage page) =>
        Assert.DoesNotMatch(Key(), await page.Locator("body").InnerTextAsync());

    [GeneratedRegex(@"\b(app|demo|nav|line|session|signin|setup|chats?|tick|details|newchat|patients?|age|severity|flag|chart|more|signout|role|day|error|crash|notfound)\.[a-z]+|\{[a-z]+\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
