using Microsoft.Playwright;

namespace Wardline.Browser.Tests.Harness;

/// <summary>One browser for the whole run. <c>WARDLINE_CHROMIUM</c> names the program; without it Playwright's own is used, else Debian's.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Debians = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser has not started.");

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program(), Args = Arguments, Headless = true });
        Assertions.SetDefaultExpectTimeout(10_000);
    }

    /// <summary>A window of a browser profile of its own: what one person on one device has.</summary>
    public async Task<WardPage> OpenAsync(string url, Device? device = null, bool serviceWorker = false)
    {
        var options = (device ?? Device.Desktop).Options();
        options.BaseURL = url;
        options.ServiceWorkers = serviceWorker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block;
        return await WardPage.CreateAsync(await Browser.NewContextAsync(options));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Program() =>
        Environment.GetEnvironmentVariable("WARDLINE_CHROMIUM") is { Length: > 0 } named ? named : File.Exists(Debians) ? Debians : null;
}
