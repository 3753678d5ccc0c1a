using System.Text;

namespace Wardline.Language.Notes;

/// <summary>A note as one text: titles in capitals, a sentence on each line, a blank line between sections.</summary>
public static class NoteText
{
    public static string Of(Note note) => Of(note.Sections);

    public static string Of(IReadOnlyList<NoteSection> sections)
    {
        var text = new StringBuilder();
        foreach (var section in sections)
        {
            text.Append(text.Length > 0 ? "\n\n" : "").Append(section.Title.ToUpperInvariant()).Append("\n\n")
                .AppendJoin('\n', section.Sentences.Select(sentence => sentence.Text));
        }

        return text.ToString();
    }
}
