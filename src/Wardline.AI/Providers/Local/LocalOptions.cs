using System.ComponentModel.DataAnnotations;

namespace Wardline.AI.Providers.Local;

/// <summary><c>Wardline:AI:Local</c>: a server in the house that speaks OpenAI's chat completions, such as LM Studio.</summary>
internal sealed class LocalOptions : TierOptions
{
    /// <summary>A transcript of 48,000 characters and its note fit into a context of 16,384 tokens, the least the guide asks for: servers cut a longer prompt off without a word.</summary>
    public LocalOptions() => MaxTranscriptCharacters = 48_000;

    /// <summary>With or without <c>/v1</c>. Or <c>LM_STUDIO_ENDPOINT</c>. Default <c>http://localhost:1234/v1</c>.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Default: the first one the server lists that is not for embeddings.</summary>
    public string? Model { get; set; }

    /// <summary>Sent as a bearer token. Default none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>For the whole answer. 1 s to 10 minutes; default 60 s.</summary>
    public override TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Where completions are asked for is this and <c>chat/completions</c>.</summary>
    public Uri Base => LocalEndpoint.Base(Endpoint);

    protected override string Section => "Wardline:AI:Local";

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        IsHttp(Endpoint)
            ? base.Validate(validationContext)
            : base.Validate(validationContext).Append(Wrong(nameof(Endpoint), "is an address such as http://localhost:1234/v1."));
}
