using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Chat;

[Trait("Category", "Browser")]
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    public async Task A_killed_server_comes_back_and_both_pages_go_on_with_nothing_lost_or_doubled()
    {
        await using var server = WardProcess.Create();
        await server.StartAsync();
        await using var santos = await chromium.OpenAsync(server.Url);
        await using var almeida = await chromium.OpenAsync(server.Url);
        await santos.SignInAsync("dr.santos.cardio");
        await almeida.SignInAsync("dr.almeida.cardio");
        await santos.OpenChatAsync("Dr. Inês Almeida");
        await almeida.OpenChatAsync("Dr. Ricardo Santos");
        await santos.WriteAsync("Before the fall.");
        await Expect(almeida.Message("Before the fall.")).ToBeVisibleAsync();

        await server.KillAsync();
        await santos.WriteAsync("While it was down.");
        await almeida.WriteAsync("I wrote as well.");
        await santos.StandsAsync("While it was down.", "clock");
        await server.StartAsync();

        await santos.OnlineAsync();
        await almeida.OnlineAsync();
        await santos.StandsAsync("While it was down.", "read");
        await almeida.StandsAsync("I wrote as well.", "read");
        foreach (var page in new[] { santos, almeida })
        {
            var last = await page.LastAsync(3);
            Assert.Equal("Before the fall.", last[0]);
            Assert.Equal(["I wrote as well.", "While it was down."], last.Skip(1).Order());
        }

        Assert.Equal(await santos.LastAsync(10), await almeida.LastAsync(10));
    }
}
