using System.Net;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Screens;

[Trait("Category", "Browser")]
public sealed class FirstLoadTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const int Limit = 250 * 1024;
    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task The_first_screen_comes_in_250_kilobytes()
    {
        await using var anybody = await chromium.OpenAsync(_server!.Url, Device.Phone);
        // After a second the app loads ahead while somebody types their password; nobody waits for that, and it is held back here.
        await anybody.Context.AddInitScriptAsync("""
            const later = window.setTimeout;
            window.setTimeout = (what, ms, ...rest) => ms === 1000 ? 0 : later(what, ms, ...rest);
            """);

        await anybody.Page.GotoAsync("/sign-in");
        await Expect(anybody.Page.GetByTestId("demo-account").First).ToBeVisibleAsync();
        await anybody.Page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
        var bytes = await anybody.Page.EvaluateAsync<long>("""
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
              .reduce((sum, entry) => sum + entry.transferSize, 0)
            """);

        TestContext.Current.SendDiagnosticMessage($"The first screen weighs {bytes / 1024.0:0.0} KiB.");
        Assert.InRange(bytes, 20 * 1024, Limit);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Files_of_the_app_are_compressed_and_answers_of_the_api_never(string encoding)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(_server!.Url) };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        using var plain = _server.Anonymous();
        var html = await plain.GetStringAsync("/sign-in");
        var script = html.Split('"').First(part => part.StartsWith("/assets/", StringComparison.Ordinal) && part.EndsWith(".js", StringComparison.Ordinal));

        foreach (var (path, compressed) in new[] { (script, true), ("/sign-in", true), ("/manifest.webmanifest", true), ("/icons/icon-512.png", false), ("/api/demo/accounts", false), ("/openapi/v1.json", false) })
        {
            using var answer = await http.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.Equal(compressed ? [encoding] : [], answer.Content.Headers.ContentEncoding);
            Assert.Equal(compressed, answer.Headers.Vary.Contains("Accept-Encoding"));
        }
    }
}
