using Microsoft.Extensions.Logging.Abstractions;

namespace Wardline.Data.Postgres;

/// <summary>Where the database lives and how it is run.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The data folder. Made (mode 700) when missing; must be empty or ours.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Setting <c>Wardline__Postgres__Package</c>: folder of an unpacked <c>@embedded-postgres</c> package.
    /// By default the one fetched by the build, or <c>postgres/</c> beside the application.</summary>
    public string? Package { get; init; }

    /// <summary>Setting <c>Wardline__Postgres__User</c>: the system user that runs PostgreSQL when we are root.
    /// By default <c>wardline</c>.</summary>
    public string? User { get; init; }

    /// <summary>Demo and development only: lend PostgreSQL the user <c>nobody</c> when we are root and there is no
    /// user <c>wardline</c>, instead of creating one. Default false.</summary>
    public bool AllowNobody { get; init; }

    /// <summary>Setting <c>Wardline__Postgres__Cache</c>: folder that receives the copied binaries. As root it must be one the database user can enter.
    /// By default <c>/var/cache/wardline</c> for root, the user's cache folder otherwise.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>False turns fsync off: for tests, whose data may be lost with the machine. Default true.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>How long a start may take, recovery after a crash included. Default 10 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(10);

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
