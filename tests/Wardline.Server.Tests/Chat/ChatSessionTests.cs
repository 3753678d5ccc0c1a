using System.Globalization;
using System.Net.Http.Json;
using Wardline.Harness;
using Wardline.Server.Tests.Harness;
using static Wardline.Server.Tests.Chat.ChatScene;

namespace Wardline.Server.Tests.Chat;

/// <summary>How long the plain WebSocket stays open.</summary>
public sealed class ChatSessionTests(DemoPostgres postgres) : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private WardServer? _server;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await StartAsync(postgres, _time);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    [Trait("Rule", "CHAT-13")]
    public async Task Signing_out_closes_it_with_4401()
    {
        using var http = await Server.SignInAsync(Santos);
        var token = http.DefaultRequestHeaders.Authorization!.Parameter!;
        await using var client = await PlainClient.OpenAsync(Server.Url, Cardiology, token);
        await client.SendAsync("""{"type":"ping"}""");
        await client.ReceiveAsync();

        (await http.PostAsync("/api/auth/logout", null)).EnsureSuccessStatusCode();

        Assert.Equal(4401, await client.CloseCodeAsync());
    }

    [Fact]
    [Trait("Rule", "CHAT-13")]
    public async Task A_disabled_account_and_a_lost_department_close_it_and_an_idle_session_too()
    {
        using var admin = await Server.SignInAsync("admin.demo");
        await using var lopes = await PlainClient.SignInAsync(Server, "nurse.lopes.emerg", Cardiology);
        await using var costa = await PlainClient.SignInAsync(Server, "nurse.costa.cardio", Cardiology);
        await using var santos = await PlainClient.SignInAsync(Server, Santos, Cardiology);

        await ChangeAsync(admin, "nurse.lopes.emerg", new { departments = (string[])["emergency"] });
        await ChangeAsync(admin, "nurse.costa.cardio", new { disabled = true });

        Assert.Equal((4403, "wrong_department"), (await lopes.CloseCodeAsync(), lopes.CloseReason));
        Assert.Equal((4401, "account_disabled"), (await costa.CloseCodeAsync(), costa.CloseReason));
        _time.Advance(TimeSpan.FromMinutes(29.5));
        var warning = await santos.ReceiveAsync();
        Assert.Equal(("system_notification", true), (warning.GetProperty("type").GetString(), warning.GetProperty("requires_action").GetBoolean()));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((4401, "idle"), (await santos.CloseCodeAsync(), santos.CloseReason));
    }

    [Theory]
    [InlineData("00:30:30", 25, "Your session ends within a minute: It has lasted as long as it may. Sign in again to go on.")]
    [InlineData("12:00:00", 29.5, "Your session ends within a minute: Send a message to stay signed in.")]
    [Trait("Rule", "CHAT-13")]
    public async Task What_is_said_before_the_end_of_a_session_helps_against_that_end(string absolute, double minutes, string words)
    {
        await using var server = await StartAsync(postgres, _time, ("Wardline:Sessions:Absolute", absolute));
        await using var client = await PlainClient.SignInAsync(server, Santos, Cardiology);
        _time.Advance(TimeSpan.FromMinutes(5));
        await client.AskAsync("Well?");
        await client.ReceiveAsync();

        _time.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(words, (await client.ReceiveAsync()).GetProperty("content").GetString());
    }

    private async Task ChangeAsync(HttpClient admin, string userName, object change)
    {
        var id = (await RowsAsync(Server, string.Create(CultureInfo.InvariantCulture, $"select id from app_user where user_name = '{userName}'")))[0];
        using var answer = await admin.PatchAsJsonAsync($"/api/admin/users/{id}", change);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
