using System.Globalization;

namespace Wardline.Data.Postgres;

/// <summary>The system user that runs PostgreSQL when we are root, which PostgreSQL refuses.</summary>
internal sealed record DatabaseUser(string Name, uint Uid, uint Gid)
{
    /// <summary>Null when we are not root: then PostgreSQL runs as ourselves.</summary>
    internal static async Task<DatabaseUser?> ChooseAsync(
        EmbeddedPostgresOptions options, IProgress<string> say, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new EmbeddedPostgresException("postgres_root",
                "PostgreSQL does not run as root. Start Wardline as an ordinary user.");
        }

        if ((await Command.RunAsync(["setpriv", "--version"], null, cancellation)).ExitCode != 0)
        {
            throw new EmbeddedPostgresException("postgres_setpriv_missing",
                "PostgreSQL does not run as root, and setpriv (package util-linux), which lends it another user, " +
                "was not found. Install it, or start Wardline as an ordinary user.");
        }

        if (options.User is { Length: > 0 } named)
        {
            return await FindAsync(named, cancellation) is { Uid: > 0 } chosen
                ? chosen
                : throw new EmbeddedPostgresException("postgres_user",
                    $"Wardline__Postgres__User names '{named}', which is no system user or is root. " +
                    "Name an existing ordinary user.");
        }

        if (await FindAsync("wardline", cancellation) is { Uid: > 0 } own)
        {
            return own;
        }

        if (options.AllowNobody && await FindAsync("nobody", cancellation) is { } nobody)
        {
            return nobody;
        }

        say.Report("Creating the system user 'wardline', which runs PostgreSQL (it refuses root)");
        var made = await Command.RunAsync(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
                "--shell", "/usr/sbin/nologin", "wardline"], null, cancellation);
        return await FindAsync("wardline", cancellation) is { Uid: > 0 } created
            ? created
            : throw new EmbeddedPostgresException("postgres_user",
                $"PostgreSQL does not run as root, and the system user 'wardline' could not be created ({made.Output}). " +
                "Create it (useradd --system wardline), or name another one in Wardline__Postgres__User.");
    }

    /// <summary>The command line that runs <paramref name="line"/> as this user.</summary>
    internal static IReadOnlyList<string> As(DatabaseUser? user, IReadOnlyList<string> line) => user is null
        ? line
        :
        [
            "setpriv",
            $"--reuid={user.Uid}", $"--regid={user.Gid}", "--clear-groups", "--no-new-privs",
            .. line,
        ];

    private static async Task<DatabaseUser?> FindAsync(string name, CancellationToken cancellation)
    {
        var uid = await Command.RunAsync(["id", "-u", "--", name], null, cancellation);
        var gid = await Command.RunAsync(["id", "-g", "--", name], null, cancellation);
        return uid.ExitCode == 0 && gid.ExitCode == 0
            ? new DatabaseUser(name,
                uint.Parse(uid.Output, CultureInfo.InvariantCulture), uint.Parse(gid.Output, CultureInfo.InvariantCulture))
            : null;
    }
}
