using System.Runtime.InteropServices;

namespace Wardline.Language.Provenance.Reading;

/// <summary>What stands between a word and the next.</summary>
[Flags]
internal enum Gap : short
{
    None = 0,
    Question = 1,
    Stop = 2,
    Semicolon = 4,
    Colon = 8,
    Comma = 16,
    Slash = 32,
    Percent = 64,
    Plus = 128,
    Hyphen = 256,
    Degree = 512,
    Parenthesis = 1024,

    /// <summary>The stop in "ninety eight . four", as recognised speech writes a decimal point.</summary>
    Point = 2048,
    Ends = Question | Stop,
    Breaks = Question | Stop | Semicolon | Colon | Comma | Parenthesis,
}

internal static class Gaps
{
    public static bool Has(this Gap gap, Gap any) => (gap & any) != Gap.None;
}

/// <param name="Start">UTF-16 offset into the turn or sentence.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Word(Term Term, int Start, int Length, Gap After)
{
    public int End => Start + Length;
}
