using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Npgsql;
using Wardline.Data.Postgres;

namespace Wardline.Data.Tests.Postgres;

/// <summary>A temporary folder tree for one test, and short ways to run PostgreSQL in it.</summary>
internal sealed class Place : IDisposable
{
    internal const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    internal const UnixFileMode Open =
        Closed | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <param name="prepared">Begin with a copy of this database instead of none.</param>
    internal Place(string name = "", PreparedFolder? prepared = null)
    {
        Root = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"wlpg-{Guid.CreateVersion7():n}{name}")).FullName;
        File.SetUnixFileMode(Root, Open);
        if (prepared is not null)
        {
            Run("cp", "-a", prepared.Path, Data);
        }
    }

    internal string Root { get; }

    internal string Data => Path.Combine(Root, "data");

    internal string Cluster => Path.Combine(Data, "postgres");

    internal string Log => Path.Combine(Data, "logs", "postgres.log");

    internal static bool IsRoot => Environment.IsPrivilegedProcess;

    internal static string Package { get; } = Path.Combine(
        typeof(EmbeddedPostgres).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Wardline.PostgresPackages").Value!,
        "@embedded-postgres",
        $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");

    internal EmbeddedPostgresOptions Options(string? data = null) => new()
    {
        DataFolder = data ?? Data,
        AllowNobody = true,
        Durable = false,
    };

    internal Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions? options = null) =>
        EmbeddedPostgres.StartAsync(options ?? Options(), new Said(), TestContext.Current.CancellationToken);

    internal async Task<EmbeddedPostgresException> RefusedAsync(EmbeddedPostgresOptions? options = null)
    {
        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(options));
        Assert.Contains(Root, refused.Message, StringComparison.Ordinal);
        return refused;
    }

    internal static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    internal static string Run(params string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', line)}: {output}");
    }

    public void Dispose()
    {
        // Whatever a failed test left running in here.
        foreach (var cluster in Directory.EnumerateDirectories(Root, "postgres", SearchOption.AllDirectories))
        {
            if (PostmasterFile.Read(cluster) is { } server && server.IsAlive())
            {
                Process.GetProcessById(server.Pid).Kill();
            }
        }

        // Killed servers leave their socket folders to the next start, which there is none of here.
        foreach (var parent in new[] { "/run", "/tmp" })
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, SocketFolder.Prefix(Data) + "*"))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Directory.Delete(Root, recursive: true);
    }
}

internal sealed class Said : IProgress<string>
{
    internal List<string> Lines { get; } = [];

    public void Report(string value) => Lines.Add(value);
}
