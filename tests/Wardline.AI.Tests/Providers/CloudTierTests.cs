using Wardline.AI.Pipeline;
using Wardline.AI.Tests.Harness;
using Wardline.StandIns;
using Wardline.StandIns.Anthropic;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.Providers;

public sealed class CloudTierTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<AnthropicStandIn> StartAsync(HostileMode mode = HostileMode.None)
    {
        var server = await AnthropicStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = mode;
        return server;
    }

    [Fact]
    public async Task Note_comes_from_the_cloud_when_it_is_on()
    {
        await using var server = await StartAsync();
        await using var scribe = new ScribeUnderTest(cloud: server);

        var note = await scribe.NoteAsync();

        Assert.Equal("cloud", note.Provider);
        Assert.Equal("claude-sonnet-5-5", note.Model);
        Assert.False(note.Degraded);
        Assert.Equal(3, note.Sections.Count);
        Assert.True(note is { InputTokens: > 0, OutputTokens: > 0 });
    }

    [Fact]
    public async Task Nothing_is_sent_to_the_cloud_while_it_is_off()
    {
        await using var server = await StartAsync();
        await using var scribe = new ScribeUnderTest(cloud: server, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cloud:Enabled"] = "false" });

        var note = await scribe.NoteAsync(ModelTier.Cloud);

        Assert.Equal(["cloud_off", "local_unreachable"], note.Reasons);
        Assert.True(note.Degraded);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(400, "cloud_error")]
    [InlineData(401, "cloud_unauthorized")]
    [InlineData(403, "cloud_unauthorized")]
    [InlineData(404, "cloud_no_model")]
    [InlineData(413, "cloud_too_long")]
    [InlineData(429, "cloud_rate_limited")]
    [InlineData(500, "cloud_error")]
    [InlineData(529, "cloud_overloaded")]
    public async Task Refusal_has_its_reason_and_the_local_model_writes(int status, string reason)
    {
        await using var cloud = await StartAsync();
        cloud.Refuse(status);
        await using var local = await LmStudioStandIn.StartAsync(Ct);
        local.Answer(ScribeUnderTest.Note);
        await using var scribe = new ScribeUnderTest(local, cloud);

        var note = await scribe.NoteAsync();

        Assert.Equal(("local", true), (note.Provider, note.Degraded));
        Assert.Equal([reason], note.Reasons);
        Assert.Equal(status == 400 ? 2 : 1, cloud.Requests.Count);     // never repeated, but once without a schema
    }

    [Theory]
    [InlineData(HostileMode.CutMidway, "cloud_cut")]
    [InlineData(HostileMode.ResetMidway, "cloud_cut")]
    [InlineData(HostileMode.EndMidway, "cloud_cut")]
    [InlineData(HostileMode.ErrorMidway, "cloud_overloaded")]
    [InlineData(HostileMode.Garbage, "cloud_cut")]
    [InlineData(HostileMode.WebPage, "cloud_wrong_endpoint")]
    [InlineData(HostileMode.Nothing, "cloud_cut")]
    [InlineData(HostileMode.TenMegabytes, "cloud_too_large")]
    [InlineData(HostileMode.Endless, "cloud_too_large")]
    [InlineData(HostileMode.EndlessLine, "cloud_too_large")]
    public async Task Bad_manners_have_their_reason_and_the_next_tier_writes(HostileMode mode, string reason)
    {
        await using var server = await StartAsync(mode);
        await using var scribe = new ScribeUnderTest(cloud: server);

        var note = await scribe.NoteAsync();

        Assert.Equal("builtin", note.Provider);
        Assert.Equal([reason, "local_unreachable"], note.Reasons);
    }

    [Fact]
    public async Task Server_that_says_when_to_come_again_is_left_alone_until_then()
    {
        await using var server = await StartAsync();
        server.Next(Reply.Refuses(429, TimeSpan.FromSeconds(20)));
        var time = new ManualTime();
        await using var scribe = new ScribeUnderTest(cloud: server, time: time);

        Assert.Equal("cloud_rate_limited", (await scribe.NoteAsync()).Reasons[0]);
        Assert.Equal("cloud_paused", (await scribe.NoteAsync()).Reasons[0]);
        Assert.Single(server.Requests);

        time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal("cloud", (await scribe.NoteAsync()).Provider);
    }

    [Fact]
    public async Task Model_that_ran_out_of_tokens_has_written_no_note()
    {
        await using var server = await StartAsync();
        server.Next(Reply.RunsOutOfTokens(ScribeUnderTest.Note));
        await using var scribe = new ScribeUnderTest(cloud: server);

        Assert.Equal("cloud_cut", (await scribe.NoteAsync()).Reasons[0]);
    }

    [Fact]
    public async Task Cancel_reaches_the_server()
    {
        await using var server = await StartAsync(HostileMode.HangMidway);
        await using var scribe = new ScribeUnderTest(cloud: server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var work = Task.Run(async () => await scribe.EventsAsync(ct: cancel.Token).ToListAsync(CancellationToken.None), Ct);
        await Testing.Eventually.TrueAsync(() => server.Requests.Count == 1, TimeSpan.FromSeconds(10));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await server.Requests[0].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Theory]
    [InlineData("https://api.anthropic.com", "https://api.anthropic.com")]
    [InlineData("https://api.anthropic.com/v1/", "https://api.anthropic.com")]
    [InlineData("http://gateway.house/anthropic/", "http://gateway.house/anthropic")]
    public void Address_works_however_it_is_written(string given, string used) => Assert.Equal(used, AI.Providers.Cloud.CloudChatClient.BaseUrl(given));
}
