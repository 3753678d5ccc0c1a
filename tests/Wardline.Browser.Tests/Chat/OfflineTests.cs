using Npgsql;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Chat;

[Trait("Category", "Browser")]
public sealed class OfflineTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private static readonly string[] Words = ["Offline one: weight 81 kg.", "Offline two: urine output 40 ml.", "Offline three: no pain."];
    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task What_is_written_without_a_network_survives_a_reload_and_goes_out_once_and_in_order()
    {
        await using var costa = await chromium.OpenAsync(_server!.Url, serviceWorker: true);
        await using var santos = await chromium.OpenAsync(_server.Url);
        await costa.SignInAsync("nurse.costa.cardio");
        await santos.SignInAsync("dr.santos.cardio");
        await costa.OpenChatAsync("Dr. Ricardo Santos");
        await santos.OpenChatAsync("Marta Costa");
        await costa.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => null)");

        await costa.Context.SetOfflineAsync(true);
        await Expect(costa.ConnectionLine).ToHaveAttributeAsync("data-state", "offline");
        foreach (var words in Words)
        {
            await costa.WriteAsync(words);
            await costa.StandsAsync(words, "clock");
        }

        await costa.Page.ReloadAsync();
        await Expect(costa.Page.GetByText("Wardline cannot be reached")).ToBeVisibleAsync();
        Assert.Equal(0, await CountAsync(Words[0]));

        await costa.Context.SetOfflineAsync(false);
        foreach (var words in Words)
        {
            await Expect(santos.Message(words)).ToBeVisibleAsync(new() { Timeout = 15_000 });
            await costa.StandsAsync(words, "read");
            Assert.Equal(1, await CountAsync(words));
        }

        Assert.Equal(Words, await santos.LastAsync(3));
        Assert.Equal(Words, await costa.LastAsync(3));
    }

    [Fact]
    public async Task A_network_that_is_back_before_the_socket_noticed_is_used_again()
    {
        await using var costa = await chromium.OpenAsync(_server!.Url);
        await costa.SignInAsync("nurse.costa.cardio");
        await costa.OpenChatAsync("Dr. Ricardo Santos");

        await costa.Context.SetOfflineAsync(true);
        await costa.WriteAsync("Between two access points.");
        await costa.StandsAsync("Between two access points.", "clock");
        await costa.Context.SetOfflineAsync(false);

        await costa.OnlineAsync();
        await costa.StandsAsync("Between two access points.", "sent");
        Assert.Equal(1, await CountAsync("Between two access points."));
    }

    [Fact]
    public async Task A_draft_survives_a_reload()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        await santos.SignInAsync("dr.santos.cardio");
        await santos.OpenChatAsync("Dr. Inês Almeida");

        await santos.Composer.FillAsync("Half a thought");
        await santos.Page.WaitForTimeoutAsync(1_000);
        await santos.Page.ReloadAsync();

        await Expect(santos.Composer).ToHaveValueAsync("Half a thought");
    }

    private async Task<long> CountAsync(string content)
    {
        await using var database = NpgsqlDataSource.Create(_server!.ConnectionString);
        await using var query = database.CreateCommand("select count(*) from message where content = $1");
        query.Parameters.AddWithValue(content);
        return (long)(await query.ExecuteScalarAsync())!;
    }
}
