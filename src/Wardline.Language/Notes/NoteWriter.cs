using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes;

/// <summary>Writes a note from a transcript by rules alone: the same transcript gives the same note.</summary>
public static class NoteWriter
{
    /// <summary>Languages it can write from.</summary>
    public static bool CanWrite(SpokenLanguage language) => language is SpokenLanguage.English or SpokenLanguage.Other;

    /// <summary>
    /// The note's sections one after the other, as they are ready. Sections with nothing in them are left out; each
    /// sentence has its sources; flags are for <see cref="Provenance.Grounding"/>.
    /// </summary>
    public static IEnumerable<NoteSection> Write(Transcript transcript, NoteLayout layout)
    {
        var outline = NoteOutline.Of(layout);
        var (key, title) = outline[layout == NoteLayout.Soap ? 0 : 1];
        yield return new NoteSection(key, title, [.. transcript.Turns.Select(turn => new NoteSentence(turn.Text, [new SourceSpan(turn.Index, 0, turn.Text.Length)], []))]);
    }
}
