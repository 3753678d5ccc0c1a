using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Chat;

[Trait("Category", "Browser")]
public sealed class BlockedWebSocketTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task Where_a_proxy_lets_no_WebSocket_through_messages_go_over_plain_requests_both_ways()
    {
        await using var costa = await chromium.OpenAsync(_server!.Url);
        await using var santos = await chromium.OpenAsync(_server.Url);
        // Fails as a proxy's refusal does: no event but error and close.
        await costa.Page.AddInitScriptAsync("""
            window.WebSocket = class extends EventTarget {
              constructor() { super(); setTimeout(() => { this.onerror?.(new Event('error')); this.onclose?.(new Event('close')); }, 20); }
              close() {}
            };
            """);
        await costa.SignInAsync("nurse.costa.cardio");
        await santos.SignInAsync("dr.santos.cardio");
        await costa.OpenChatAsync("Dr. Ricardo Santos");
        await santos.OpenChatAsync("Marta Costa");

        await costa.WriteAsync("Over plain requests.");
        await Expect(santos.Message("Over plain requests.")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await santos.WriteAsync("And back.");
        await Expect(costa.Message("And back.")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await costa.StandsAsync("Over plain requests.", "read");
    }
}
