using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe.Answers;
using Wardline.Language;
using Wardline.Language.Notes;

namespace Wardline.AI.Scribe;

/// <summary>A sentence of the note, read from the answer as far as it came. Not yet held against the transcript.</summary>
internal sealed class SentenceWritten(string section, NoteSentence sentence) : AIContent
{
    public string Section { get; } = section;

    public NoteSentence Sentence { get; } = sentence;
}

/// <summary>Reads the note out of a model's answer and adds its sentences to the pieces they end in. An answer with no note in it is none.</summary>
internal sealed class NoteReadingChatClient(IChatClient inner) : StreamingStage(inner)
{
    private const int MostCharacters = 1_000_000;

    /// <summary>A model that repeats itself without end; no visit fills as many.</summary>
    private const int MostSentences = 500;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ask = NoteAsk.Of(options);
        var reader = new NoteAnswerReader(ask.Layout);
        var characters = 0;
        var sentences = 0;
        await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            var text = update.Text;
            characters += text.Length;
            var read = characters > MostCharacters ? [] : reader.Add(text);
            sentences += read.Count;
            if (characters > MostCharacters || sentences > MostSentences)
            {
                throw new ModelFailure(ModelFailureCode.TooLarge);
            }

            AddTo(update, read, ask);
            yield return update;
        }

        var (end, rest) = reader.Complete();
        if (end != AnswerEnd.Whole || sentences + rest.Count > MostSentences)
        {
            throw new ModelFailure(end switch
            {
                AnswerEnd.Whole => ModelFailureCode.TooLarge,
                AnswerEnd.Cut => ModelFailureCode.Cut,
                AnswerEnd.Empty => ModelFailureCode.NothingToNote,
                _ => ModelFailureCode.Unusable,
            })
            {
                EndedByModel = true,
            };
        }

        if (rest.Count > 0)
        {
            var last = new ChatResponseUpdate { Role = ChatRole.Assistant };
            AddTo(last, rest, ask);
            yield return last;
        }
    }

    private static void AddTo(ChatResponseUpdate update, IReadOnlyList<ReadSentence> sentences, NoteAsk ask)
    {
        foreach (var sentence in sentences)
        {
            var sources = sentence.Turns.Where(turn => turn >= 0 && turn < ask.Transcript.Turns.Count)
                .Select(turn => new SourceSpan(turn, 0, ask.Transcript.Turns[turn].Text.Length));
            update.Contents.Add(new SentenceWritten(sentence.Section, new NoteSentence(sentence.Text, [.. sources], [])));
        }
    }
}
