namespace Wardline.Server.Startup;

/// <summary>What a person may say to <c>wardline up</c>. Everything else is a setting in the environment.</summary>
public sealed record UpOptions
{
    public const int DefaultPort = 5280;

    public int Port { get; init; } = DefaultPort;

    /// <summary>The data folder: database, keys, logs, certificates.</summary>
    public required string Data { get; init; }

    /// <summary>A seeded hospital with public passwords. Loopback only.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>Listen addresses instead of loopback on <see cref="Port"/>, separated by semicolons.</summary>
    public string? Urls { get; init; }

    /// <summary>TLS with the certificate that <c>wardline certs init</c> made in the data folder.</summary>
    public bool Tls { get; init; }
}
