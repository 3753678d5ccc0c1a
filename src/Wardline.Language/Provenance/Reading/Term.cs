using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Reading;

/// <summary>A distinct word, in lower case, with all that can be said of it without its neighbours.</summary>
internal sealed class Term(string text)
{
    public string Text { get; } = text;

    public string Stem { get; } = Vocabulary.Stem.Of(text);

    /// <summary>Which stem, counted from 0, among those the transcript has; -1 for a word that only the note has.</summary>
    public int StemId { get; init; } = -1;

    public NumberWord Number { get; } = NumberWord.Of(text);

    public Unit? Unit { get; } = Units.Of(text);

    public bool IsGrammar { get; } = PlainWords.IsGrammar(Bare(text));

    public bool IsNoteWord { get; } = PlainWords.IsNoteWord(Bare(text));

    public bool BeginsDrug { get; } = DrugNames.All.BeginsWith(text);

    public IReadOnlyList<Findings.Phrase> BeginsFinding => field ??= Findings.All.BeginningWith(Stem);

    public Side Side { get; } = text switch
    {
        "left" or "leftward" or "lle" or "lue" or "llq" or "luq" => Side.Left,
        "right" or "rightward" or "rle" or "rue" or "rlq" or "ruq" => Side.Right,
        "bilateral" or "bilaterally" or "both" => Side.Both,
        _ => Side.None,
    };

    public bool IsBodyPart => BodyParts.Contains(Stem);

    /// <summary>A number is compared as a number; a unit and grammar say nothing of what a sentence is about.</summary>
    public bool IsContent => !IsGrammar && Number.Role == NumberRole.None && (Unit is null || IsBodyPart) && Text.Length > 1;

    private static string Bare(string text) => text.EndsWith("'s", StringComparison.Ordinal) && text.Length > 4 ? text[..^2] : text;
}

internal enum Side
{
    None,
    Left,
    Right,
    Both,
}
