namespace Wardline.Language.Transcripts;

public enum Speaker
{
    Unknown,
    Clinician,
    Patient,

    /// <summary>A relative, a nurse, an interpreter: known not to be the two above.</summary>
    Other,
}

/// <summary>What one speaker said without a break.</summary>
/// <param name="Index">0-based place in the transcript; what sources point to.</param>
/// <param name="Label">The label as it was written, without brackets and colon; null without one.</param>
/// <param name="Text">The words, without the label. Offsets of a <see cref="SourceSpan"/> are UTF-16 offsets into this.</param>
/// <param name="StartsAt">Seconds from the start of the recording, where known.</param>
public sealed record Turn(int Index, Speaker Speaker, string? Label, string Text, double? StartsAt = null);
