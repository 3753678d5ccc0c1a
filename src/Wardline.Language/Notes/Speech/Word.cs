using System.Runtime.InteropServices;

namespace Wardline.Language.Notes.Speech;

/// <summary>A word or a mark of punctuation, and where it was said.</summary>
/// <param name="Text">As written; contractions are written out.</param>
/// <param name="Lower">The same in lower case, for looking up.</param>
/// <param name="Turn">-1 for a word the note's language adds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Word(string Text, string Lower, int Turn, int Start, int End)
{
    public bool IsMark => Text.Length <= 3 && !char.IsLetterOrDigit(Text[0]) && Text[0] is ',' or '.' or '?' or '!' or ';' or '…' or ':' or '-';

    public bool IsNumber => char.IsAsciiDigit(Text[0]);

    /// <summary>A word of note language, not said.</summary>
    public static Word Added(string text) => new(text, text.ToLowerInvariant(), -1, 0, 0);

    /// <summary>This word written otherwise, at the same place.</summary>
    public Word As(string text) => this with { Text = text, Lower = text.ToLowerInvariant() };
}
