using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.Access.Sessions;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Tickets;

public sealed class TicketTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    [Fact]
    public async Task Ticket_opens_one_socket_from_any_page()
    {
        var ticket = await TicketAsync(await Node.SignInAsync(Ward.Nurse));

        Assert.Equal(Ward.Nurse, await Node.OpenSocketAsync($"ticket={ticket}", origin: "https://elsewhere.example"));
        Assert.Equal("401", await Node.OpenSocketAsync($"ticket={ticket}"));
    }

    [Fact]
    public async Task Ticket_tried_by_many_at_once_opens_one_socket()
    {
        var ticket = await TicketAsync(await Node.SignInAsync(Ward.Nurse));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Node.OpenSocketAsync($"ticket={ticket}")));

        Assert.Single(answers, Ward.Nurse);
        Assert.Equal(7, answers.Count(answer => answer == "401"));
    }

    [Fact]
    public async Task Ticket_is_good_for_thirty_seconds()
    {
        var person = await Node.SignInAsync(Ward.Nurse);
        var (early, late) = (await TicketAsync(person), await TicketAsync(person));

        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(Ward.Nurse, await Node.OpenSocketAsync($"ticket={early}"));

        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("401", await Node.OpenSocketAsync($"ticket={late}"));
    }

    [Fact]
    public async Task Ticket_of_a_session_that_is_over_opens_nothing_as_that_person()
    {
        var person = await Node.SignInAsync(Ward.Nurse);
        var ticket = await TicketAsync(person);
        await AllowedAsync(await person.PostAsync("/api/auth/logout", null), HttpStatusCode.NoContent);
        Time.Advance(SessionRegistry.Freshness);

        Assert.Equal("nobody", await Node.OpenSocketAsync($"ticket={ticket}"));
    }

    [Fact]
    public async Task Ticket_is_for_sockets_only()
    {
        var ticket = await TicketAsync(await Node.SignInAsync(Ward.Nurse));

        await RefusedAsync(await Node.Anonymous.GetAsync($"/api/me?ticket={ticket}"), HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Equal(Ward.Nurse, await Node.OpenSocketAsync($"ticket={ticket}"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Ticket_that_was_never_ours_is_refused(string ticket) => Assert.Equal("401", await Node.OpenSocketAsync($"ticket={ticket}"));

    [Fact]
    public async Task Database_does_not_hold_the_ticket_itself()
    {
        var ticket = await TicketAsync(await Node.SignInAsync(Ward.Nurse));

        Assert.Equal(["0"], await QueryAsync($"select count(*) from ticket where ticket::text like '%{ticket}%' or encode(hash, 'escape') like '%{ticket}%'"));
    }

    private static async Task<string> TicketAsync(HttpClient person)
    {
        using var answer = await person.PostAsync("/api/auth/ticket", null);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(30, body.GetProperty("expires_in").GetInt32());
        return body.GetProperty("ticket").GetString()!;
    }
}
