using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wardline.Harness;
using Wardline.Server.Chat;
using Wardline.Server.Tests.Harness;
using static Wardline.Server.Tests.Chat.ChatScene;

namespace Wardline.Server.Tests.Chat;

/// <summary>Who may open the plain WebSocket, and what is refused on it.</summary>
public sealed class ChatDoorTests(DemoPostgres postgres) : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private WardServer? _server;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await StartAsync(postgres, _time);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    [Trait("Rule", "CHAT-1")]
    public async Task Header_ticket_and_cookie_open_it()
    {
        using var http = await Server.SignInAsync(Santos);
        await using var byHeader = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        var ticket = await TicketAsync(http);
        await using var byTicket = await PlainClient.OpenAsync(Server.Url, $"{Cardiology}?ticket={ticket}");
        await using var byCookie = await PlainClient.OpenAsync(Server.Url, Cardiology, null, ("Cookie", await CookieAsync()), ("Origin", Server.Url));

        foreach (var client in (PlainClient[])[byHeader, byTicket, byCookie])
        {
            await client.SendAsync("""{"type":"ping"}""");
            Assert.Equal("pong", (await client.ReceiveAsync()).GetProperty("type").GetString());
        }

        await using var usedTicket = await PlainClient.OpenAsync(Server.Url, $"{Cardiology}?ticket={ticket}");
        Assert.Equal((4401, "ticket_invalid"), (await usedTicket.CloseCodeAsync(), usedTicket.CloseReason));
    }

    [Fact]
    [Trait("Rule", "CHAT-1")]
    public async Task Nobody_and_a_foreign_token_are_closed_with_4401()
    {
        await using var nobody = await PlainClient.OpenAsync(Server.Url, Cardiology);
        await using var forged = await PlainClient.OpenAsync(Server.Url, Cardiology, "forged");

        Assert.Equal((4401, "not_signed_in"), (await nobody.CloseCodeAsync(), nobody.CloseReason));
        Assert.Equal((4401, "invalid_token"), (await forged.CloseCodeAsync(), forged.CloseReason));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    [Trait("Rule", "CHAT-1")]
    public async Task A_cookie_from_another_site_s_page_is_refused(string? origin)
    {
        (string, string)[] headers = [("Cookie", await CookieAsync()), .. origin is null ? [] : ((string, string)[])[("Origin", origin)]];
        await using var foreign = await PlainClient.OpenAsync(Server.Url, Cardiology, null, headers);

        Assert.Equal(403, foreign.HttpStatus);
        Assert.Equal(["origin_forbidden"], await RowsAsync(Server, "select outcome from audit where act = 'access.origin'"));
    }

    [Theory]
    [InlineData("cardiology")]
    [InlineData("Cardiology")]
    [InlineData("CARDIOLOGY")]
    [Trait("Rule", "CHAT-2")]
    public async Task A_department_is_named_by_id_or_name(string named)
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, $"/chat/{named}/DR.Santos.cardio");
        await client.AskAsync("Well?", more: ""","department":"cardiology" """);

        Assert.Equal("cardiology", (await client.ReceiveAsync()).GetProperty("department").GetString());
    }

    [Fact]
    [Trait("Rule", "CHAT-2")]
    public async Task A_name_with_a_space_is_a_department_too()
    {
        await using var client = await PlainClient.SignInAsync(Server, "dr.nunes.icu", "/chat/Intensive%20Care");
        await client.AskAsync("Well?");

        Assert.Equal("icu", (await client.ReceiveAsync()).GetProperty("department").GetString());
    }

    [Theory]
    [InlineData("/chat/surgery", "wrong_department", "chat.open department forbidden")]
    [InlineData("/chat/nowhere", "wrong_department", "chat.open department forbidden")]
    [InlineData("/chat/cardiology/dr.almeida.cardio", "wrong_user", "chat.open user forbidden")]
    [Trait("Rule", "CHAT-2")]
    public async Task Another_department_or_another_person_is_closed_with_4403_and_noted(string path, string reason, string audited)
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, path);

        var error = await client.ReceiveAsync();
        Assert.Equal(("error", "forbidden"), (error.GetProperty("type").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal((4403, reason), (await client.CloseCodeAsync(), client.CloseReason));
        Assert.Equal([audited], await RowsAsync(Server, "select act, object_kind, outcome from audit where act = 'chat.open'"));
    }

    [Theory]
    [InlineData("dr.almeida.cardio")]
    [InlineData("0197a000-0000-7000-8000-000000000000")]
    [Trait("Rule", "CHAT-8")]
    public async Task Speaking_as_somebody_else_is_forbidden_and_noted_and_the_socket_stays(string userId)
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);

        await client.AskAsync("Well?", more: $$""","user_id":"{{userId}}","client_id":"c" """);
        var error = await client.ReceiveAsync();
        await client.AskAsync("Well?", more: ""","user_id":"dr.santos.cardio" """);

        Assert.Equal(("error", "forbidden", "c"), (error.GetProperty("type").GetString(), error.GetProperty("code").GetString(), error.GetProperty("client_id").GetString()));
        Assert.Equal("ai_response", (await client.ReceiveAsync()).GetProperty("type").GetString());
        Assert.Equal(["user forbidden"], await RowsAsync(Server, "select object_kind, outcome from audit where act = 'assistant.ask'"));
    }

    [Fact]
    [Trait("Rule", "CHAT-8")]
    public async Task Another_department_s_patient_is_as_one_that_does_not_exist()
    {
        var foreign = (await RowsAsync(Server, "select p.mrn, p.id from patient p join active_encounter e on e.patient_id = p.id where e.department_id = 'surgery' and not exists (select 1 from active_encounter c where c.patient_id = p.id and c.department_id = 'cardiology') limit 1"))[0].Split(' ');
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);

        var errors = new List<string>();
        foreach (var patient in (string[])[foreign[0], foreign[1], "999999", "0197a000-0000-7000-8000-000000000000"])
        {
            await client.AskAsync("Allergies?", patient);
            var error = await client.ReceiveAsync();
            errors.Add(error.GetProperty("code").GetString() + " " + error.GetProperty("message").GetString());
        }

        Assert.Equal(["not_found The patient was not found."], errors.Distinct());
        Assert.Equal(4, (await RowsAsync(Server, "select outcome from audit where act = 'assistant.ask' and outcome = 'not_found'")).Count);
        await client.AskAsync("Well?", more: ""","department":"surgery" """);
        Assert.Equal("forbidden", (await client.ReceiveAsync()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(""","department":"surgery" """, "forbidden")]
    [InlineData(""","user_id":"dr.almeida.cardio" """, "forbidden")]
    [InlineData(""","patient_id":"999999" """, "not_found")]
    [InlineData(""","patient_id":"7823\u0000" """, "not_found")]
    [InlineData(""","patient_id":"##7823" """, "not_found")]
    [Trait("Rule", "CHAT-8")]
    public async Task What_is_refused_counts_as_a_question_and_fills_no_audit(string more, string code)
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        var codes = new List<string?>();
        for (var question = 0; question < 12; question++)
        {
            await client.AskAsync("Well?", more: more);
            codes.Add((await client.ReceiveAsync()).GetProperty("code").GetString());
        }

        Assert.Equal([.. Enumerable.Repeat(code, 10), "rate_limited", "rate_limited"], codes);
        Assert.Equal(10, (await RowsAsync(Server, "select outcome from audit where act = 'assistant.ask'")).Count);
    }

    [Fact]
    [Trait("Rule", "CHAT-6")]
    public async Task A_message_that_cannot_be_read_is_answered_with_an_error_and_the_socket_stays()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        var errors = new List<string?>();
        foreach (var message in (string[])["no json", """{"type":"shout"}""", """{"session_id":"s"}"""])
        {
            await client.SendAsync(message);
            var error = await client.ReceiveAsync();
            errors.Add(error.GetProperty("code").GetString());
            Assert.False(error.GetProperty("retryable").GetBoolean());
        }

        Assert.Equal(["bad_json", "unknown_type", "content_missing"], errors);
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (await client.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    [Trait("Rule", "CHAT-6")]
    public async Task A_question_that_breaks_something_here_is_refused_by_its_own_ids()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await RowsAsync(Server, "alter table patient rename to misplaced");

        await client.AskAsync("Well?", "7823", ""","client_id":"c" """);

        var error = await client.ReceiveAsync();
        Assert.Equal(("internal_error", "c", "s1"), (error.GetProperty("code").GetString(), error.GetProperty("client_id").GetString(), error.GetProperty("session_id").GetString()));
    }

    [Fact]
    [Trait("Rule", "CHAT-3")]
    public async Task Bad_UTF_8_and_what_is_too_big_close_it()
    {
        await using var badText = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await badText.SendAsync([0x22, 0xC3, 0x28, 0x22], WebSocketMessageType.Text);
        await using var tooBig = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await tooBig.SendAsync(new byte[1_000_001], WebSocketMessageType.Binary);

        Assert.Equal(1007, await badText.CloseCodeAsync());
        Assert.Equal(1009, await tooBig.CloseCodeAsync());
    }

    [Fact]
    [Trait("Rule", "CHAT-14")]
    public async Task A_notice_reaches_the_department_s_sockets_and_no_others()
    {
        await using var santos = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await using var martins = await PlainClient.SignInAsync(Server, "dr.martins.surg", "/chat/surgery");
        foreach (var client in (PlainClient[])[santos, martins])
        {
            await client.SendAsync("""{"type":"ping"}""");
            await client.ReceiveAsync();
        }

        var told = Server.Services.GetRequiredService<DepartmentNotices>().Send("cardiology", "critical", "New STEMI", "Bed 4", requiresAction: true);

        Assert.Equal(1, told);
        var notice = await santos.ReceiveAsync();
        Assert.Equal(
            ("system_notification", "critical", "New STEMI: Bed 4", "cardiology", true),
            (notice.GetProperty("type").GetString(), notice.GetProperty("priority").GetString(), notice.GetProperty("content").GetString(),
                notice.GetProperty("department").GetString(), notice.GetProperty("requires_action").GetBoolean()));
        await martins.SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (await martins.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Nothing_clinical_is_logged_or_audited()
    {
        await using var client = await PlainClient.SignInAsync(Server, Santos, Cardiology);
        await client.AskAsync("canary-heliotrope: allergies?", "7823", ""","client_id":"canary-heliotrope" """);
        await client.ReceiveAsync();
        await client.AskAsync("canary-heliotrope", "canary-heliotrope", ""","user_id":"canary-heliotrope" """);
        await client.ReceiveAsync();
        await client.AskAsync("canary-heliotrope", "canary-heliotrope");
        await client.ReceiveAsync();
        await client.SendAsync("canary-heliotrope");
        await client.ReceiveAsync();
        await using var elsewhere = await PlainClient.SignInAsync(Server, Santos, "/chat/canary-heliotrope");
        await elsewhere.CloseCodeAsync();

        Assert.NotEmpty(Server.Log.Lines);
        Assert.DoesNotContain(
            Server.Log.Lines,
            line => !IsRequestLine(line) && (line.Contains("canary-heliotrope", StringComparison.Ordinal) || line.Contains("Penicillin", StringComparison.Ordinal)));
        Assert.Empty(await RowsAsync(Server, "select act from audit where audit::text like '%canary-heliotrope%' or audit::text like '%Penicillin%'"));
    }

    // The product logs nothing of the framework below a warning; here everything is kept, and the path is the client's own.
    private static bool IsRequestLine(string line) => line.Contains("/chat/canary-heliotrope", StringComparison.Ordinal);

    private static async Task<string> TicketAsync(HttpClient http)
    {
        using var answer = await http.PostAsync("/api/auth/ticket", null);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
    }

    private async Task<string> CookieAsync()
    {
        using var http = Server.Anonymous();
        var account = Wardline.Server.Demo.DemoAccounts.All.Single(each => each.UserName == Santos);
        using var answer = await http.PostAsJsonAsync("/api/auth/login", new { user_name = Santos, password = account.Password, session = "cookie" });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }
}
