using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers.Local;

/// <summary>Puts the pieces of one answer in order, and knows whether it came to its end.</summary>
internal sealed class AnswerInPieces
{
    private static readonly Completion Done = new(null, null, null, "[DONE]");

    private bool _any;
    private bool _finished;

    /// <summary>The server has said that nothing follows.</summary>
    public bool IsDone { get; private set; }

    /// <summary>An event of the stream; null when it is not JSON, or damaged: what stands in a note is what the model said.</summary>
    public static Completion? Parse(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            return Done;
        }

        try
        {
            return Utf8.IsValid(data) ? JsonSerializer.Deserialize(data, LocalJson.Default.Completion) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What there is to pass on of it.</summary>
    public ChatResponseUpdate? Read(Completion? piece)
    {
        if (ReferenceEquals(piece, Done))
        {
            IsDone = true;
            return null;
        }

        // Garbage at once is another protocol; later it is the end of this one.
        if (piece is null or { Choices: null, Usage: null, Error: null })
        {
            throw new ModelFailure(_any ? ModelFailureCode.Cut : ModelFailureCode.WrongEndpoint);
        }

        if (piece.Error is { ValueKind: not JsonValueKind.Null } error)
        {
            throw ServerErrors.OfError(error);
        }

        _any = true;
        var contents = new List<AIContent>(2);
        if (piece.Choices is [{ } choice, ..])
        {
            if (choice.FinishReason is "length")
            {
                throw new ModelFailure(ModelFailureCode.Cut) { EndedByModel = true };
            }

            _finished |= choice.FinishReason is { Length: > 0 } || choice.Message is not null;
            if ((choice.Delta ?? choice.Message)?.Text is { Length: > 0 } text)
            {
                contents.Add(new TextContent(text));
            }
        }

        if (piece.Usage is { } usage)
        {
            contents.Add(new UsageContent(new UsageDetails { InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens }));
        }

        return contents.Count > 0 ? new ChatResponseUpdate(ChatRole.Assistant, contents) : null;
    }

    /// <exception cref="ModelFailure">The stream ended, but not the answer; or there was none.</exception>
    public void CheckEnd()
    {
        if (!_any || (!_finished && !IsDone))
        {
            throw new ModelFailure(_any ? ModelFailureCode.Cut : ModelFailureCode.WrongEndpoint);
        }
    }
}
