namespace Wardline.Language.Provenance;

public enum FlagKind
{
    /// <summary>A number that nobody said.</summary>
    Number,

    /// <summary>A number that was said, with another unit.</summary>
    Unit,

    /// <summary>A drug that nobody named.</summary>
    Drug,

    /// <summary>Left or right, where the other or none was said.</summary>
    Side,

    /// <summary>Denied where it was affirmed, or the reverse; denied where nobody spoke of it; called normal where nobody did.</summary>
    Negation,

    /// <summary>The whole sentence: no turn says anything like it.</summary>
    Unsupported,
}

/// <summary>Something in a sentence of a note that its sources do not support.</summary>
/// <param name="Start">UTF-16 offset into the sentence.</param>
/// <param name="End">Exclusive.</param>
public sealed record NoteFlag(FlagKind Kind, int Start, int End, string Text);
