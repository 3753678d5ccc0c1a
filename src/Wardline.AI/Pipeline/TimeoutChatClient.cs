using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Wardline.AI.Pipeline;

/// <summary>
/// Ends an answer that takes too long as a whole, or that falls silent after it began. Only the time a tier makes us wait
/// counts: a slow reader is not its fault.
/// </summary>
internal sealed class TimeoutChatClient(IChatClient inner, TimeSpan answer, TimeSpan idle, TimeProvider time) : StreamingStage(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var clock = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, either.Token).GetAsyncEnumerator(either.Token);
        var left = answer;
        var speaking = false;
        while (true)
        {
            var since = time.GetTimestamp();
            try
            {
                clock.CancelAfter(speaking && idle < left ? idle : left);
                if (!await updates.MoveNextAsync())
                {
                    yield break;
                }

                clock.CancelAfter(Timeout.InfiniteTimeSpan);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (Exception) when (clock.IsCancellationRequested)
            {
                throw new ModelFailure(ModelFailureCode.Timeout);
            }

            left -= time.GetElapsedTime(since);
            left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            speaking |= updates.Current.Text.Length > 0;
            yield return updates.Current;
        }
    }
}
