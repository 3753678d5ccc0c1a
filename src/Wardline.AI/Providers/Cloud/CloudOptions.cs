using System.ComponentModel.DataAnnotations;

namespace Wardline.AI.Providers.Cloud;

/// <summary><c>Wardline:AI:Cloud</c>: whether transcripts may leave the house, and how long to wait for the answer.</summary>
internal sealed class CloudOptions : TierOptions
{
    /// <summary>Off until somebody who may decide it says otherwise. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>For the whole answer. 1 s to 10 minutes; default 30 s.</summary>
    public override TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    protected override string Section => "Wardline:AI:Cloud";
}

/// <summary><c>Wardline:AI:Anthropic</c>: the cloud tier's server.</summary>
internal sealed class AnthropicOptions : IValidatableObject
{
    /// <summary>Or <c>ANTHROPIC_API_KEY</c>. Needed when the cloud is on.</summary>
    public string? ApiKey { get; set; }

    /// <summary>With or without <c>/v1</c>. Or <c>ANTHROPIC_BASE_URL</c>. Default <c>https://api.anthropic.com</c>.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Default <c>claude-sonnet-5-5</c>.</summary>
    public string Model { get; set; } = "claude-sonnet-5-5";

    /// <summary>An answer that reaches it counts as cut off. 500 to 64,000 tokens; default 8,000.</summary>
    public int MaxAnswerTokens { get; set; } = 8_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TierOptions.IsHttp(Endpoint))
        {
            yield return new ValidationResult("Wardline:AI:Anthropic:Endpoint is an address such as https://api.anthropic.com.");
        }

        if (string.IsNullOrWhiteSpace(Model))
        {
            yield return new ValidationResult("Wardline:AI:Anthropic:Model is the name of a model.");
        }

        if (MaxAnswerTokens is < 500 or > 64_000)
        {
            yield return new ValidationResult("Wardline:AI:Anthropic:MaxAnswerTokens is 500 to 64,000.");
        }
    }
}
