using Microsoft.Extensions.AI;
using Wardline.AI.Assistant.Answers;
using Wardline.AI.Pipeline;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Assistant;

/// <summary>Has a question answered by the best tier that can.</summary>
public sealed class AnswerGenerator
{
    private readonly IChatClient _models;
    private readonly TimeProvider _time;

    internal AnswerGenerator(IChatClient models, TimeProvider time)
    {
        _models = models;
        _time = time;
    }

    /// <summary>The built-in engine always answers, so what is refused is only what could not be accounted for.</summary>
    public async Task<Outcome<AssistantAnswer>> AnswerAsync(AssistantQuestion question, CancellationToken ct)
    {
        var options = question.ToOptions(AssistantPrompt.Format, AssistantPrompt.Version);
        TierStarted? tier = null;
        AnswerContent? answer = null;
        var failures = new List<TierFailed>();
        try
        {
            await foreach (var update in _models.GetStreamingResponseAsync(AssistantPrompt.For(question), options, ct))
            {
                foreach (var content in update.Contents)
                {
                    switch (content)
                    {
                        case TierStarted started:
                            (tier, answer) = (started, null);
                            break;
                        case TierFailed failed:
                            failures.Add(failed);
                            break;
                        case AnswerRead read:
                            answer = read.Answer;
                            break;
                    }
                }
            }
        }
        catch (ModelCallUnaccountedException unaccounted)
        {
            return unaccounted.Problem;
        }

        return tier is null || answer is null
            ? throw new InvalidOperationException("The pipeline ended without an answer.")
            : new AssistantAnswer(
                answer, tier.Tier.Name(), tier.Model, failures.Any(failure => failure.Code != ModelFailureCode.StaysInHouse),
                [.. failures.Select(failure => failure.Reason)], _time.GetUtcNow());
    }
}
