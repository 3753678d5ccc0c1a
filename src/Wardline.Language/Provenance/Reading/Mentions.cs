using System.Runtime.InteropServices;
using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Reading;

/// <summary>Words that belong together: up to a full stop, a question mark, or where a speaker drew no breath for long.</summary>
/// <param name="First">Its first word, counted through the whole passage.</param>
/// <param name="End">The word after its last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Clause(int Turn, int First, int End, bool IsQuestion);

/// <summary>A number as it is meant: "one twenty over eighty" is 120 of 80.</summary>
/// <param name="First">Its first word.</param>
/// <param name="End">The word after its last, unit not counted.</param>
/// <param name="Second">The lower of a ratio, a fraction or a time of day; NaN when it is none.</param>
/// <param name="UnitWord">The word that names the unit; -1 without one, or where it stands at another number of the same range.</param>
/// <param name="Implied">Said without a number: "a week", "daily". Can support a number, is never checked.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Quantity(int Clause, int First, int End, double Value, double Second, Unit? Unit, int UnitWord, bool Implied)
{
    public bool IsRatio => !double.IsNaN(Second);
}

/// <param name="Drug">Its line in <see cref="DrugNames"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DrugMention(int Clause, int First, int End, int Drug);

/// <param name="Finding">Its number in <see cref="Findings"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FindingMention(int Clause, int First, int End, int Finding, bool CanBeDenied);
