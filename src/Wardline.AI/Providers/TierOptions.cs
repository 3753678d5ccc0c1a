using System.ComponentModel.DataAnnotations;

namespace Wardline.AI.Providers;

/// <summary>How long to wait for a tier, and how much to give it.</summary>
internal abstract class TierOptions : IValidatableObject
{
    /// <summary>For the connection to stand. 100 ms to 30 s; default 3 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For the whole answer. 1 s to 10 minutes.</summary>
    public abstract TimeSpan AnswerTimeout { get; set; }

    /// <summary>Between two pieces of an answer that has begun. 1 s to 5 minutes; default 10 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longer transcripts go to the next tier. 1,000 to 5,000,000 UTF-16 units; default 200,000, for the local tier 48,000.</summary>
    public int MaxTranscriptCharacters { get; set; } = 200_000;

    protected abstract string Section { get; }

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ConnectTimeout < TimeSpan.FromMilliseconds(100) || ConnectTimeout > TimeSpan.FromSeconds(30))
        {
            yield return Wrong(nameof(ConnectTimeout), "is 100 ms to 30 s.");
        }

        if (AnswerTimeout < TimeSpan.FromSeconds(1) || AnswerTimeout > TimeSpan.FromMinutes(10))
        {
            yield return Wrong(nameof(AnswerTimeout), "is 1 s to 10 minutes.");
        }

        if (IdleTimeout < TimeSpan.FromSeconds(1) || IdleTimeout > TimeSpan.FromMinutes(5))
        {
            yield return Wrong(nameof(IdleTimeout), "is 1 s to 5 minutes.");
        }

        if (MaxTranscriptCharacters is < 1_000 or > 5_000_000)
        {
            yield return Wrong(nameof(MaxTranscriptCharacters), "is 1,000 to 5,000,000.");
        }
    }

    protected ValidationResult Wrong(string name, string words) => new($"{Section}:{name} {words}", [name]);

    internal static bool IsHttp(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
