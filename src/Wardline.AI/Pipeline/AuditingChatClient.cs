using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Wardline.Data.Audit;

namespace Wardline.AI.Pipeline;

/// <summary>
/// Accounts for every call to a model, the outermost stage. <see cref="TierStarted"/> comes before anything is sent, and
/// nothing is sent before the next update is asked for; so a call that cannot be accounted for does not happen.
/// </summary>
internal sealed class AuditingChatClient(IChatClient inner, ContentDigest digest, TimeProvider time) : StreamingStage(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelAsk.Of(options) is { Calls: { } log } ask
            ? AccountForAsync([.. messages], options, ask, log, cancellationToken)
            : InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> AccountForAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, ModelAsk ask, IModelCallLog log, [EnumeratorCancellation] CancellationToken ct)
    {
        var prompt = DigestOf(messages);
        Call? call = null;
        var outcome = "cancelled";
        try
        {
            await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, ct).GetAsyncEnumerator(ct);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        outcome = "ok";
                        break;
                    }
                }
                catch (NoTierAnsweredException error) when (error.Failures is [.., var last])
                {
                    outcome = ModelFailure.Name(last.Code);
                    throw;
                }
                catch (Exception) when (!ct.IsCancellationRequested)
                {
                    outcome = ModelFailure.Name(ModelFailureCode.Error);
                    throw;
                }

                foreach (var content in updates.Current.Contents)
                {
                    switch (content)
                    {
                        case TierStarted started:
                            if (call is not null)
                            {
                                // The same tier is asked again, since it refused the request as it was.
                                var refused = call;
                                call = null;
                                await refused.EndAsync(log, ModelFailure.Name(ModelFailureCode.Error));
                            }

                            var begun = new ModelCallAudit(
                                started.Tier.Name(), started.Model, started.Tier == ModelTier.Builtin ? null : ask.PromptVersion, prompt, null, null, null, null);
                            await log.AskedAsync(begun, ct);
                            call = new Call(begun, digest.Begin(), time);
                            break;
                        case TierFailed failed when call is not null:
                            var over = call;
                            call = null;
                            await over.EndAsync(log, ModelFailure.Name(failed.Code));
                            break;
                        case TextContent text:
                            call?.Answer.Add(text.Text);
                            break;
                        case UsageContent usage when call is not null:
                            call.Usage = usage.Details;    // servers that count on with each piece say it all again
                            break;
                    }
                }

                yield return updates.Current;
            }
        }
        finally
        {
            if (call is not null)
            {
                await call.EndAsync(log, outcome);
            }
        }
    }

    private string? DigestOf(IReadOnlyList<ChatMessage> messages)
    {
        using var sum = digest.Begin();
        foreach (var message in messages)
        {
            sum.Add($"{message.Role}\n{message.Text}\n");
        }

        return sum.End();
    }

    private sealed class Call(ModelCallAudit begun, IncrementalDigest answer, TimeProvider time)
    {
        private readonly long _since = time.GetTimestamp();

        public IncrementalDigest Answer { get; } = answer;

        public UsageDetails Usage { get; set; } = new();

        // The call has happened: its row does not depend on whether somebody still waits for the answer.
        public async Task EndAsync(IModelCallLog log, string outcome)
        {
            using (Answer)
            {
                var ended = begun with
                {
                    AnswerHmac = Answer.End(),
                    InputTokens = Usage.InputTokenCount,
                    OutputTokens = Usage.OutputTokenCount,
                    TookMs = (long)time.GetElapsedTime(_since).TotalMilliseconds,
                };
                await log.AnsweredAsync(ended, outcome, CancellationToken.None);
            }
        }
    }
}
