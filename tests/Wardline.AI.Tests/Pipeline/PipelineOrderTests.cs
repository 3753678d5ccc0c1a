using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
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
        using var pipeline = new NotePipeline(
            new CloudOptions { Enabled = true },
            new AnthropicOptions { ApiKey = "k", Endpoint = "http://127.0.0.1:1" },
            new LocalOptions { Endpoint = "http://127.0.0.1:1" },
            ContentDigest.Ephemeral(),
            TimeProvider.System,
            NullLogger<FallbackChatClient>.Instance);

        var outer = Stages(pipeline.Client).ToList();
        var tiers = Field<IReadOnlyList<Tier>>(outer[^1]);

        Assert.Equal(["AuditingChatClient", "FallbackChatClient"], Names(outer));
        Assert.Equal(
            [
                "Cloud: BreakerChatClient TranscriptLimitChatClient NoteReadingChatClient TimeoutChatClient AnnouncingChatClient PlainAnswerChatClient CloudChatClient",
                "Local: BreakerChatClient TranscriptLimitChatClient NoteReadingChatClient TimeoutChatClient AnnouncingChatClient PlainAnswerChatClient LocalChatClient",
                "Builtin: AnnouncingChatClient BuiltinChatClient",
            ],
            tiers.Select(tier => $"{tier.Name}: {string.Join(' ', Names(Stages(tier.Client!)))}"));
    }

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
