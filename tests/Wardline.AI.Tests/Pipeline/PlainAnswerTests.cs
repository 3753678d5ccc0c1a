using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Tests.Harness;

namespace Wardline.AI.Tests.Pipeline;

public sealed class PlainAnswerTests
{
    private readonly List<bool> _askedWithSchema = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Scripted TakesNoSchema(bool takesAnything = true) => new((options, _) =>
    {
        var schema = options?.ResponseFormat is not null;
        _askedWithSchema.Add(schema);
        return schema || !takesAnything
            ? throw new ModelFailure(ModelFailureCode.Error) { Refused = true }
            : Scripted.Says("plain").GetStreamingResponseAsync(Scripted.Hello, options, Ct);
    });

    [Fact]
    public async Task Server_that_takes_no_schema_is_asked_again_without_and_then_always()
    {
        using var stage = new PlainAnswerChatClient(TakesNoSchema(), ModelTier.Local);

        Assert.Equal("plain", (await stage.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct)).Text);
        Assert.Equal("plain", (await stage.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct)).Text);

        Assert.Equal([true, false, false], _askedWithSchema);
    }

    [Fact]
    public async Task Server_that_refuses_both_is_asked_with_a_schema_the_next_time()
    {
        using var stage = new PlainAnswerChatClient(TakesNoSchema(takesAnything: false), ModelTier.Local);

        await Assert.ThrowsAsync<ModelFailure>(() => stage.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct));
        await Assert.ThrowsAsync<ModelFailure>(() => stage.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct));

        Assert.Equal([true, false, true, false], _askedWithSchema);
    }

    [Fact]
    public async Task Another_model_is_asked_with_a_schema_again()
    {
        using var stage = new PlainAnswerChatClient(TakesNoSchema(), ModelTier.Local);
        await stage.GetResponseAsync(Scripted.Hello, Scripted.Options(), Ct);

        var other = Scripted.Options();
        other.ModelId = "another";
        await stage.GetResponseAsync(Scripted.Hello, other, Ct);

        Assert.Equal([true, false, true, false], _askedWithSchema);
    }

    [Fact]
    public async Task Second_sending_is_announced_before_it_happens()
    {
        using var stage = new PlainAnswerChatClient(TakesNoSchema(), ModelTier.Local);
        await using var updates = stage.GetStreamingResponseAsync(Scripted.Hello, Scripted.Options(), Ct).GetAsyncEnumerator(Ct);

        Assert.True(await updates.MoveNextAsync());
        Assert.IsType<TierStarted>(Assert.Single(updates.Current.Contents));
        Assert.Equal([true], _askedWithSchema);

        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("plain", updates.Current.Text);
    }
}
