using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Wardline.AI.Assistant;
using Wardline.AI.Pipeline;
using Wardline.AI.Providers.Cloud;
using Wardline.AI.Providers.Local;
using Wardline.AI.Scribe;

namespace Wardline.AI.Tests.Pipeline;

public sealed class PipelineOrderTests
{
    [Fact]
    public void Request_goes_through_the_stages_in_this_order()
    {
        using var models = Models();
        using var pipeline = new NotePipeline(models, ContentDigest.Ephemeral(), TimeProvider.System, NullLogger<FallbackChatClient>.Instance);

        var outer = Stages(pipeline.Client).ToList();

        Assert.Equal(["AuditingChatClient", "FallbackChatClient"], Names(outer));
        Assert.Equal(
            [
                "Cloud: BreakerChatClient TranscriptLimitChatClient NoteReadingChatClient TimeoutChatClient AnnouncingChatClient PlainAnswerChatClient CloudChatClient",
                "Local: BreakerChatClient TranscriptLimitChatClient NoteReadingChatClient TimeoutChatClient AnnouncingChatClient PlainAnswerChatClient LocalChatClient",
                "Builtin: AnnouncingChatClient BuiltinChatClient",
            ],
            TiersOf(outer));
    }

    [Fact]
    public void Question_goes_through_the_stages_in_this_order_and_never_to_the_cloud()
    {
        using var models = Models();
        using var pipeline = new AssistantPipeline(models, ContentDigest.Ephemeral(), TimeProvider.System, NullLogger<FallbackChatClient>.Instance);

        var outer = Stages(pipeline.Client).ToList();

        Assert.Equal(["AuditingChatClient", "FallbackChatClient"], Names(outer));
        Assert.Equal(
            [
                "Cloud: StaysInHouse",
                "Local: BreakerChatClient PromptLimitChatClient AnswerReadingChatClient TimeoutChatClient AnnouncingChatClient PlainAnswerChatClient LocalChatClient",
                "Builtin: AnnouncingChatClient BuiltinAnswerChatClient",
            ],
            TiersOf(outer));
    }

    private static ModelTiers Models() => new(
        new CloudOptions { Enabled = true },
        new AnthropicOptions { ApiKey = "k", Endpoint = "http://127.0.0.1:1" },
        new LocalOptions { Endpoint = "http://127.0.0.1:1" },
        TimeProvider.System);

    private static IEnumerable<string> TiersOf(IReadOnlyList<IChatClient> outer) =>
        Field<IReadOnlyList<Tier>>(outer[^1]).Select(tier => $"{tier.Name}: {(tier.Client is { } client ? string.Join(' ', Names(Stages(client))) : tier.Closed)}");

    private static IEnumerable<string> Names(IEnumerable<IChatClient> stages) => stages.Select(stage => stage.GetType().Name);

    private static IEnumerable<IChatClient> Stages(IChatClient client)
    {
        for (var stage = client; stage is not null; stage = stage is DelegatingChatClient ? Inner(stage) : null)
        {
            yield return stage;
        }
    }

    private static IChatClient Inner(IChatClient stage) =>
        (IChatClient)typeof(DelegatingChatClient).GetProperty("InnerClient", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(stage)!;

    private static T Field<T>(object owner) =>
        owner.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.GetValue(owner)).OfType<T>().Single();
}
