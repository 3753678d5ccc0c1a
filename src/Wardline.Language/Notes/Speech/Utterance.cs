using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Speech;

/// <summary>One sentence or clause of speech, cleaned of what talking adds.</summary>
/// <param name="Words">What is left to write from.</param>
/// <param name="Spans">Where all of it stands in the transcript.</param>
/// <param name="Asks">It ended with a question mark that was no mere "okay?".</param>
internal sealed record Utterance(Speaker Voice, List<Word> Words, IReadOnlyList<SourceSpan> Spans, bool Asks);
