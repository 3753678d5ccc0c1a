using System.Text;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.StandIns;

/// <summary>That each bad manner is what it says, and ends.</summary>
public sealed class HostileModeTests
{
    private const string Words = "The cough began three days ago and there is no fever.";
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(10);
    private static readonly object s_streamed = new { model = "any", stream = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<LmStudioStandIn> StartAsync(HostileMode mode)
    {
        var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(Words);
        server.Hostile = mode;
        return server;
    }

    [Fact]
    public async Task A_hanging_server_sees_the_client_give_up()
    {
        await using var server = await StartAsync(HostileMode.Hang);
        using var chat = new Chat(server.Endpoint);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var asked = chat.SendAsync(s_streamed, patience.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(10, Ct);
        }

        Assert.False(server.Requests[0].ClientWentAway.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await server.Requests[0].ClientWentAway.WaitAsync(s_within, Ct);
        await server.Requests[0].Ended.WaitAsync(s_within, Ct);
    }

    [Fact]
    public async Task A_server_that_hangs_midway_has_said_half_and_sees_the_client_give_up()
    {
        await using var server = await StartAsync(HostileMode.HangMidway);
        using var chat = new Chat(server.Endpoint);
        using (var answer = await chat.SendAsync(s_streamed, Ct))
        {
            var buffer = new byte[4096];
            Assert.True(await (await answer.Content.ReadAsStreamAsync(Ct)).ReadAsync(buffer, Ct) > 0);
        }

        await server.Requests[0].ClientWentAway.WaitAsync(s_within, Ct);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_is_a_broken_connection_after_half_of_the_words(bool stream)
    {
        await using var server = await StartAsync(HostileMode.CutMidway);
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(new { stream }, Ct);
        var read = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await answer.Content.ReadAsStreamAsync(Ct)).CopyToAsync(read, Ct));
        Assert.Equal(server.Requests[0].BytesSent, read.Length);
        await server.Requests[0].Ended.WaitAsync(s_within, Ct);
        Assert.False(server.Requests[0].ClientWentAway.IsCompleted);
    }

    [Fact]
    public async Task A_reset_is_a_broken_connection_wherever_the_client_notices_it()
    {
        await using var server = await StartAsync(HostileMode.ResetMidway);
        using var chat = new Chat(server.Endpoint);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var answer = await chat.SendAsync(s_streamed, Ct);
            await answer.Content.ReadAsStringAsync(Ct);
        });
        await server.Requests[0].Ended.WaitAsync(s_within, Ct);
        Assert.True(server.Requests[0].BytesSent > 0);
        Assert.False(server.Requests[0].ClientWentAway.IsCompleted);
    }

    [Fact]
    public async Task An_orderly_end_midway_has_neither_finish_nor_end_mark()
    {
        await using var server = await StartAsync(HostileMode.EndMidway);
        using var chat = new Chat(server.Endpoint);
        var streamed = await chat.StreamAsync(s_streamed, Ct);
        Assert.Equal(Words[..(Words.Length / 2)], streamed.Text);
        Assert.Null(streamed.Finish);
        Assert.False(streamed.Done);
    }

    [Fact]
    public async Task A_failure_midway_is_an_error_event()
    {
        await using var server = await StartAsync(HostileMode.ErrorMidway);
        Assert.Contains("""data: {"error":{"message":""", await TextAsync(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostileMode.SlowDrip)]
    [InlineData(HostileMode.OneByteAtATime)]
    public async Task Bytes_one_by_one_are_the_right_answer_still(HostileMode mode)
    {
        await using var server = await StartAsync(mode);
        server.DripEvery = TimeSpan.FromTicks(1);
        server.Answer("né");
        using var chat = new Chat(server.Endpoint);
        Assert.Equal(("né", true), ((await chat.StreamAsync(s_streamed, Ct)) is var s ? (s.Text, s.Done) : default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bytes_that_are_no_UTF8_are_in_the_midst_of_the_words(bool stream)
    {
        await using var server = await StartAsync(HostileMode.InvalidUtf8);
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(new { stream }, Ct);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        Assert.Contains("The cou", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_megabytes_are_well_formed()
    {
        await using var server = await StartAsync(HostileMode.TenMegabytes);
        using var chat = new Chat(server.Endpoint);
        var streamed = await chat.StreamAsync(s_streamed, Ct);
        Assert.Equal(10_000_000, streamed.Text.Length);
        Assert.True(streamed.Done);
    }

    [Theory]
    [InlineData(HostileMode.Endless)]
    [InlineData(HostileMode.EndlessLine)]
    public async Task What_has_no_end_ends_at_its_limit(HostileMode mode)
    {
        await using var server = await StartAsync(mode);
        server.MostBytes = 300_000;
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(s_streamed, Ct);
        var read = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await answer.Content.ReadAsStreamAsync(Ct)).CopyToAsync(read, Ct));
        await server.Requests[0].Ended.WaitAsync(s_within, Ct);
        Assert.InRange(server.Requests[0].BytesSent, 300_000, 320_000);
        Assert.Equal(mode == HostileMode.Endless, Encoding.UTF8.GetString(read.ToArray()).Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Patience_ends_a_hang()
    {
        await using var server = await StartAsync(HostileMode.Hang);
        server.Patience = TimeSpan.FromMilliseconds(50);
        using var chat = new Chat(server.Endpoint);
        await Assert.ThrowsAsync<HttpRequestException>(() => chat.SendAsync(s_streamed, Ct));
        Assert.False(server.Requests[0].ClientWentAway.IsCompleted);
    }

    [Fact]
    public async Task Disposal_ends_a_hang()
    {
        var server = await StartAsync(HostileMode.Hang);
        using var chat = new Chat(server.Endpoint);
        var asked = chat.SendAsync(s_streamed, Ct);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(10, Ct);
        }

        await server.DisposeAsync().AsTask().WaitAsync(s_within, Ct);
        await Assert.ThrowsAsync<HttpRequestException>(() => asked);
        Assert.False(server.Requests[0].ClientWentAway.IsCompleted);
    }

    [Theory]
    [InlineData(HostileMode.WebPage, "text/html", "Please sign in")]
    [InlineData(HostileMode.Nothing, "text/event-stream", "")]
    public async Task What_is_no_answer_comes_with_200(HostileMode mode, string contentType, string text)
    {
        await using var server = await StartAsync(mode);
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(s_streamed, Ct);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains(text, body, StringComparison.Ordinal);
        Assert.Equal(text.Length == 0, body.Length == 0);
    }

    [Fact]
    public async Task Garbage_has_no_event_in_it()
    {
        await using var server = await StartAsync(HostileMode.Garbage);
        var text = await TextAsync(server);
        Assert.True(text.Length > 10_000);
        Assert.DoesNotContain("data:", text, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(LmStudioStandIn server)
    {
        using var chat = new Chat(server.Endpoint);
        using var answer = await chat.SendAsync(s_streamed, Ct);
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
