using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.AI.Tests.Harness;
using Wardline.StandIns;
using Wardline.StandIns.LmStudio;

namespace Wardline.AI.Tests.Pipeline;

public sealed class TimeoutTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TimeoutChatClient Around(IChatClient inner) => new(inner, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), _time);

    private static Scripted After(params (Task When, string Piece)[] pieces) => new((_, ct) => Play(pieces, ct));

    private static async IAsyncEnumerable<ChatResponseUpdate> Play(
        (Task When, string Piece)[] pieces, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (when, piece) in pieces)
        {
            await when.WaitAsync(ct);
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }
    }

    private static async Task<ModelFailureCode> FailureAsync(Task work) => (await Assert.ThrowsAsync<ModelFailure>(() => work)).Code;

    [Fact]
    public async Task First_word_may_take_as_long_as_the_whole_answer()
    {
        var first = new TaskCompletionSource();
        await using var updates = Around(After((first.Task, "Late."))).GetStreamingResponseAsync(Scripted.Hello, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        var next = updates.MoveNextAsync().AsTask();

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(next.IsCompleted);
        first.SetResult();
        Assert.True(await next);
    }

    [Fact]
    public async Task Answer_that_does_not_begin_ends_with_the_time_for_all_of_it()
    {
        await using var updates = Around(After((new TaskCompletionSource().Task, "Never."))).GetStreamingResponseAsync(Scripted.Hello, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        var next = updates.MoveNextAsync().AsTask();

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(ModelFailureCode.Timeout, await FailureAsync(next));
    }

    [Fact]
    public async Task Silence_in_mid_answer_ends_sooner()
    {
        await using var updates = Around(After((Task.CompletedTask, "The "), (new TaskCompletionSource().Task, "end."))).GetStreamingResponseAsync(Scripted.Hello, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        Assert.True(await updates.MoveNextAsync());
        var next = updates.MoveNextAsync().AsTask();

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ModelFailureCode.Timeout, await FailureAsync(next));
    }

    [Fact]
    public async Task Slow_reader_costs_the_tier_no_time()
    {
        await using var updates = Around(Scripted.Says("One. ", "Two. ", "Three.")).GetStreamingResponseAsync(Scripted.Hello, cancellationToken: Ct).GetAsyncEnumerator(Ct);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(await updates.MoveNextAsync());
            _time.Advance(TimeSpan.FromSeconds(50));
        }

        Assert.False(await updates.MoveNextAsync());
    }

    [Fact]
    public async Task Steady_drip_ends_with_the_time_for_all_of_it()
    {
        var gates = Enumerable.Range(0, 10).Select(_ => new TaskCompletionSource()).ToArray();
        await using var updates = Around(After([.. gates.Select(gate => (gate.Task, "drip "))])).GetStreamingResponseAsync(Scripted.Hello, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        for (var i = 0; i < 7; i++)
        {
            var next = updates.MoveNextAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(9));
            if (i == 6)
            {
                Assert.Equal(ModelFailureCode.Timeout, await FailureAsync(next));
                return;
            }

            gates[i].SetResult();
            Assert.True(await next);
        }
    }

    [Theory]
    [InlineData(HostileMode.Hang, 60)]
    [InlineData(HostileMode.HangMidway, 10)]
    public async Task Hanging_server_is_left_and_the_next_tier_writes(HostileMode mode, int seconds)
    {
        await using var server = await LmStudioStandIn.StartAsync(Ct);
        server.Answer(ScribeUnderTest.Note);
        server.Hostile = mode;
        await using var scribe = new ScribeUnderTest(server, time: _time);

        var work = scribe.NoteAsync();
        await Testing.Eventually.TrueAsync(() => server.Requests.Any(request => request.WantsStream), TimeSpan.FromSeconds(10));
        // The time begins to run when the tier is waited for, which is a moment after the server has the request.
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds / 4.0));
            await Task.Delay(20, Ct);
        }

        Assert.Equal(["local_timeout"], (await work).Reasons);
        await server.Requests[^1].ClientWentAway.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }
}
