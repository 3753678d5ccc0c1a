using System.Text.Json;

namespace Wardline.AI.Pipeline;

/// <summary>Why a tier gave no answer. In snake_case behind the tier's name it is a reason of the wire contract.</summary>
internal enum ModelFailureCode
{
    /// <summary>5xx, or something nobody foresaw.</summary>
    Error,

    /// <summary>Nothing listens there, or the name, route or certificate is wrong.</summary>
    Unreachable,
    Timeout,

    /// <summary>Ended in mid-answer, by the connection or by the model's own limit.</summary>
    Cut,
    Unauthorized,
    RateLimited,
    Overloaded,
    NoModel,

    /// <summary>Something answers there that does not speak this protocol.</summary>
    WrongEndpoint,

    /// <summary>The answer has no end in sight.</summary>
    TooLarge,

    /// <summary>An answer, but not in a form that can be read.</summary>
    Unusable,

    /// <summary>The transcript is longer than this tier takes.</summary>
    TooLong,

    /// <summary>It failed often and rests. Nothing was sent.</summary>
    Paused,

    /// <summary>Asked for, but not switched on.</summary>
    Off,

    /// <summary>The built-in engine does not write from this language.</summary>
    LanguageUnsupported,

    /// <summary>It was read, and there is nothing in it that belongs into a note. No failure of the tier; the next one may see more.</summary>
    NothingToNote,

    /// <summary>It may name a patient, and identifiers cannot be replaced yet: the cloud is not asked. No failure of the tier.</summary>
    StaysInHouse,
}

/// <summary>
/// A tier that gave no answer. It carries no text but its code's: what servers and libraries say may quote the prompt,
/// so their exceptions are left behind, all but the name of the type.
/// </summary>
internal sealed class ModelFailure(ModelFailureCode code, Exception? cause = null) : Exception($"No answer: {code}.")
{
    public ModelFailureCode Code { get; } = code;

    /// <summary>The type of what happened underneath, for the log.</summary>
    public string? Cause { get; } = cause?.GetType().Name;

    /// <summary>The answer came to its end, and it was the model that ended it there: not the server, and not the connection.</summary>
    public bool EndedByModel { get; init; }

    /// <summary>The tier does its work; it was this transcript, or this answer, that gave no note. The next request may well get one.</summary>
    public bool IsOfThisNoteOnly => EndedByModel || Code is ModelFailureCode.TooLong or ModelFailureCode.TooLarge or ModelFailureCode.Unusable or ModelFailureCode.NothingToNote;

    /// <summary>When the server wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server did not take the request as it was (400): it may take a plainer one.</summary>
    public bool Refused { get; init; }

    public static string Name(ModelFailureCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
}
