using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Wardline.Data.Postgres;

/// <summary>
/// Where the server listens: a short, private, unguessable folder, because a socket's path has 107 bytes and the
/// data folder's may have more.
/// </summary>
internal static class SocketFolder
{
    private const int DefaultPort = 5432;

    internal static Endpoint Make(DataFolder data, DatabaseUser? user)
    {
        if (OperatingSystem.IsWindows())
        {
            return new Endpoint("127.0.0.1", FreePort());
        }

        var prefix = Prefix(data.Path);
        foreach (var parent in Parents(user))
        {
            RemoveStale(parent, prefix);
            var folder = Path.Combine(parent, prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            try
            {
                Files.MakeFolder(folder);
                Unix.Give(folder, user);
                return new Endpoint(folder, DefaultPort);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }

        throw new EmbeddedPostgresException("postgres_socket",
            $"No folder for the database socket could be made in {string.Join(" or ", Parents(user))}. Make one of them writable.");
    }

    /// <summary>The same place again: connection strings that name it stay true over a restart.</summary>
    internal static void Restore(Endpoint place, DatabaseUser? user)
    {
        if (place.IsSocket)
        {
            Files.MakeFolder(place.Host);
            if (!OperatingSystem.IsWindows())
            {
                // Refused when the folder is another user's.
                File.SetUnixFileMode(place.Host, Files.PrivateFolder);
            }

            Unix.Give(place.Host, user);
        }
    }

    internal static void Remove(Endpoint? place)
    {
        if (place is { IsSocket: true })
        {
            try
            {
                Files.DeleteFolder(place.Host);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The next start removes it.
            }
        }
    }

    private static string[] Parents(DatabaseUser? user) => user is null ? ["/tmp"] : ["/run", "/tmp"];

    internal static string Prefix(string data) =>
        $"wardline-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..12]}-";

    /// <summary>We hold the data folder's lock, so whatever carries its name is of a server that is gone.</summary>
    private static void RemoveStale(string parent, string prefix)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, prefix + "*"))
            {
                Remove(new Endpoint(folder, DefaultPort));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing of ours can be where we may not look.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
