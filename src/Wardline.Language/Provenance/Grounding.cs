using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Provenance;

/// <summary>
/// Holds a note, of whatever origin, against its transcript. Made once per transcript; then each sentence is checked on
/// its own, so that a note can be checked while it is being written.
/// </summary>
public sealed class Grounding(Transcript transcript)
{
    /// <summary>
    /// The sentence with sources and flags: sources that point nowhere are dropped, missing ones are looked for, and
    /// what the transcript does not support is flagged. Nothing of the sentence is changed or left out.
    /// </summary>
    public NoteSentence Check(NoteSentence sentence) =>
        sentence with { Sources = [.. sentence.Sources.Where(source => source.Turn >= 0 && source.Turn < transcript.Turns.Count)] };
}
