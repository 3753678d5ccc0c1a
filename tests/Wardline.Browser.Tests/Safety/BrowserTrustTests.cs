using System.Text.Json;
using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Safety;

[Trait("Category", "Browser")]
public sealed class BrowserTrustTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Stored = """
        async () => {
          const open = name => new Promise((done, failed) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); r.onerror = failed; });
          const all = (db, store) => new Promise(done => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); });
          const rows = [];
          for (const { name } of await indexedDB.databases()) {
            const db = await open(name);
            for (const store of db.objectStoreNames) if (!name.startsWith('workbox')) rows.push(...await all(db, store));
            db.close();
          }
          const cached = [];
          for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) cached.push(request.url);
          return JSON.stringify({ rows, cached, local: { ...localStorage }, session: { ...sessionStorage } });
        }
        """;

    private static readonly string[] Settings =
        ["wardline.device", "wardline.details", "wardline.theme", "wardline.language", "wardline.text-size", "wardline.motion"];

    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task Signing_out_leaves_settings_and_the_shell_and_nothing_else()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url, serviceWorker: true);
        await santos.SignInAsync("dr.santos.cardio");
        await santos.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => null)");

        var cookie = Assert.Single(await santos.Context.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Equal("", await santos.Page.EvaluateAsync<string>("() => document.cookie"));

        await santos.Page.GetByTestId("nav-patients").ClickAsync();
        await santos.Page.Locator("[data-testid=patient-item][data-mrn='7823']").ClickAsync();
        await Expect(santos.Page.GetByTestId("patient-banner")).ToBeVisibleAsync();
        await santos.Page.GetByTestId("nav-chats").ClickAsync();
        await santos.OpenChatAsync("Dr. Inês Almeida");
        await santos.Composer.FillAsync("a draft about Silva");
        await santos.Page.WaitForTimeoutAsync(1_000);
        var before = await StoredAsync(santos);
        Assert.Contains("a draft about Silva", before.GetProperty("rows").ToString());
        OnlySettings(before);

        await santos.Page.GetByTestId("nav-more").ClickAsync();
        await santos.Page.GetByTestId("sign-out").ClickAsync();
        await Expect(santos.Page.GetByTestId("sign-in-form")).ToBeVisibleAsync();

        var after = await StoredAsync(santos);
        Assert.Equal(0, after.GetProperty("rows").GetArrayLength());
        OnlySettings(after);
        Assert.Empty(await santos.Context.CookiesAsync());
        var me = await santos.Page.Context.APIRequest.GetAsync("/api/me");
        Assert.Equal(401, me.Status);
        await santos.Page.GoBackAsync();
        await Expect(santos.Page.GetByTestId("sign-in-form")).ToBeVisibleAsync();
        await Expect(santos.Page.GetByText("Silva")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_shell_has_no_script_of_its_own_and_names_none_of_elsewhere()
    {
        await using var anybody = await chromium.OpenAsync(_server!.Url);
        var answer = await anybody.Page.GotoAsync("/sign-in");
        await Expect(anybody.Page.GetByTestId("sign-in-form")).ToBeVisibleAsync();
        var html = await answer!.TextAsync();
        var policy = (await answer.AllHeadersAsync())["content-security-policy"];

        Assert.Contains("script-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Matches("^(<script[^>]* src=\"/[^\"]+\"[^>]*></script>)+$", string.Concat(System.Text.RegularExpressions.Regex.Matches(html, "<script.*?</script>", System.Text.RegularExpressions.RegexOptions.Singleline | System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Value)));
        Assert.DoesNotMatch(" on[a-z]+=", html);
        Assert.All(anybody.Addresses, address => Assert.StartsWith(_server.Url, address));
    }

    [Fact]
    public async Task The_policy_stops_a_script_that_was_smuggled_in()
    {
        await using var anybody = await chromium.OpenAsync(_server!.Url);
        await anybody.Page.GotoAsync("/sign-in");
        await anybody.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.smuggled = true'; document.head.append(s); }");

        Assert.False(await anybody.Page.EvaluateAsync<bool>("() => window.smuggled === true"));
        Assert.Contains(anybody.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static void OnlySettings(JsonElement stored)
    {
        Assert.All(stored.GetProperty("local").EnumerateObject(), entry => Assert.Contains(entry.Name, Settings));
        Assert.Empty(stored.GetProperty("session").EnumerateObject());
        Assert.NotEqual(0, stored.GetProperty("cached").GetArrayLength());
        Assert.All(stored.GetProperty("cached").EnumerateArray(), address => Assert.DoesNotContain("/api/", address.GetString()));
    }

    private static async Task<JsonElement> StoredAsync(WardPage ward) =>
        JsonSerializer.Deserialize<JsonElement>(await ward.Page.EvaluateAsync<string>(Stored));
}
