using Microsoft.Extensions.AI;
using Wardline.AI.Pipeline;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;

namespace Wardline.AI.Scribe;

/// <summary>A note put together from what the pipeline says. A tier that begins anew voids what there is.</summary>
internal sealed class NoteInProgress(NoteRequest request, string promptVersion, TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();
    private readonly Lazy<Grounding> _grounding = new(() => new Grounding(request.Transcript));
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, List<NoteSentence>> _sections = new(StringComparer.Ordinal);
    private readonly HashSet<(string Section, string Text)> _said = [];
    private TierStarted? _tier;
    private string? _section;
    private long? _inputTokens;
    private long? _outputTokens;

    private bool Degraded { get; set; }

    private IReadOnlyList<string> Reasons => request.Transcript.Labelled ? [.. _failures] : [.. _failures, "speakers_unlabelled"];

    public IEnumerable<NoteEvent> Add(AIContent content)
    {
        switch (content)
        {
            case TierStarted started:
                _sections.Clear();
                _said.Clear();
                (_tier, _section, _inputTokens, _outputTokens) = (started, null, null, null);
                yield return new NoteEvent.Started(started.Tier.Name(), started.Model, Degraded, Reasons);
                break;
            case TierFailed failed:
                _failures.Add(failed.Reason);

                // Who found nothing to note has answered: that another tier found something is worth saying, but no defect.
                Degraded |= failed.Code != ModelFailureCode.NothingToNote;
                break;
            case SentenceWritten written:
                foreach (var step in Add(written))
                {
                    yield return step;
                }

                break;
            case UsageContent { Details: var usage }:
                // Some servers count on with each piece.
                _inputTokens = usage.InputTokenCount ?? _inputTokens;
                _outputTokens = usage.OutputTokenCount ?? _outputTokens;
                break;
        }
    }

    public GeneratedNote Complete()
    {
        var tier = _tier ?? throw new InvalidOperationException("A note that no tier began.");
        var sections = NoteOutline.Of(request.Layout).Where(section => _sections.ContainsKey(section.Key))
            .Select(section => new NoteSection(section.Key, section.Title, _sections[section.Key]));
        return new GeneratedNote(
            [.. sections], tier.Tier.Name(), tier.Model, Degraded, Reasons, tier.Tier == ModelTier.Builtin ? null : promptVersion, _inputTokens, _outputTokens, time.GetElapsedTime(_since));
    }

    private IEnumerable<NoteEvent> Add(SentenceWritten written)
    {
        if (!_sections.TryGetValue(written.Section, out var sentences))
        {
            _sections[written.Section] = sentences = [];
        }

        // Models that lose the thread say the same again and again.
        if (!_said.Add((written.Section, written.Sentence.Text)))
        {
            yield break;
        }

        if (!string.Equals(_section, written.Section, StringComparison.Ordinal))
        {
            _section = written.Section;
            yield return new NoteEvent.SectionStarted(_section, NoteOutline.Of(request.Layout).First(section => string.Equals(section.Key, _section, StringComparison.Ordinal)).Title);
        }

        var sentence = _grounding.Value.Check(written.Sentence);
        sentences.Add(sentence);
        yield return new NoteEvent.SentenceAdded(sentence);
    }
}
