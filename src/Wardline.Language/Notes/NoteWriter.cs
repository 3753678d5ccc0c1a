using Wardline.Language.Notes.Drafting;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes;

/// <summary>
/// Writes a note from a transcript by rules alone: the same transcript gives the same note. It selects and rewrites what
/// was said; nothing is added that nobody said.
/// </summary>
public static class NoteWriter
{
    /// <summary>Languages it can write from.</summary>
    public static bool CanWrite(SpokenLanguage language) => language is SpokenLanguage.English;

    /// <summary>
    /// The note's sections one after the other, as they are ready. Sections with nothing in them are left out, so that
    /// talk without anything clinical gives none; each sentence has its sources; flags are for
    /// <see cref="Provenance.Grounding"/>.
    /// </summary>
    public static IEnumerable<NoteSection> Write(Transcript transcript, NoteLayout layout)
    {
        var statements = Problems.Grouped(Draft.Of(transcript));
        foreach (var (key, title) in NoteOutline.Of(layout))
        {
            var sentences = statements.Where(statement => Sections.Holds(key, statement.Division)).Select(statement => Sections.Sentence(key, statement)).ToList();
            if (sentences.Count > 0)
            {
                yield return new NoteSection(key, title, sentences);
            }
        }
    }
}
