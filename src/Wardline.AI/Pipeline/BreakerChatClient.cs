using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Wardline.AI.Pipeline;

/// <summary>Asks a tier unless it rests, and tells its <see cref="Breaker"/> how it went.</summary>
internal sealed class BreakerChatClient(IChatClient inner, Breaker breaker, TimeProvider time) : StreamingStage(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ticket = breaker.TryEnter() ?? throw new ModelFailure(ModelFailureCode.Paused);

        var since = time.GetTimestamp();
        var known = false;
        try
        {
            await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    // What a provider did not name is its error, whatever it was.
                    var failure = error as ModelFailure ?? new ModelFailure(ModelFailureCode.Error, error);
                    known = true;
                    if (failure.Code == ModelFailureCode.NothingToNote)
                    {
                        breaker.Succeeded(ticket, time.GetElapsedTime(since));
                    }
                    else
                    {
                        breaker.Failed(ticket, failure);
                    }

                    throw failure;
                }

                if (updates.Current.Contents is [TierStarted started])
                {
                    breaker.Answers(started.Model);
                }

                yield return updates.Current;
            }

            known = true;
            breaker.Succeeded(ticket, time.GetElapsedTime(since));
        }
        finally
        {
            if (!known)
            {
                breaker.Left(ticket);
            }
        }
    }
}
