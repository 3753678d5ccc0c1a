namespace Wardline.Language.Transcripts;

/// <summary>A conversation as it was said, in turns.</summary>
/// <param name="Labelled">False when no speaker labels were found: who said what was then guessed, or is not known.</param>
public sealed record Transcript(IReadOnlyList<Turn> Turns, bool Labelled, SpokenLanguage Language);

/// <summary>What a transcript is written in, as far as a few hundred words can tell.</summary>
public enum SpokenLanguage
{
    English,
    Portuguese,
    Spanish,

    /// <summary>Something else, or too little to tell.</summary>
    Other,
}

/// <summary>Why a text is no transcript.</summary>
public enum TranscriptFault
{
    None,
    Empty,

    /// <summary>A word or two: nothing a note could be made of.</summary>
    TooShort,

    /// <summary>More than <see cref="TranscriptReader.MostBytes"/>.</summary>
    TooLong,

    /// <summary>Not JSON, or not WhisperX's.</summary>
    NotWhisperX,
}
