using System.Diagnostics;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>One of the two servers: how to start it.</summary>
/// <param name="Command">Without the core it is pinned to and the certificate.</param>
internal sealed record ServerKind(string Name, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment)
{
    public const string NodeName = "Node socket.io 4.8.4";

    /// <summary>A child of this program, on the runtime settings that the product is started with. Variables such as
    /// <c>DOTNET_gcServer</c> and <c>DOTNET_GCConserveMemory</c> reach it from the environment and win.</summary>
    public static ServerKind Ours(string root)
    {
        var settings = Path.Combine(root, "artifacts", "bin", "Wardline.Cli", "release", "Wardline.Cli.runtimeconfig.json");
        if (!File.Exists(settings))
        {
            settings = Path.Combine(AppContext.BaseDirectory, "Wardline.Server.runtimeconfig.json");
        }

        var program = Path.Combine(AppContext.BaseDirectory, "Wardline.Bench.dll");
        return new("Wardline", ["dotnet", "exec", "--runtimeconfig", settings, program, "realtime-server"], new Dictionary<string, string>());
    }

    public static ServerKind Node(string folder) =>
        new(NodeName, ["node", "--expose-gc", Path.Combine(folder, "server.js")], new Dictionary<string, string> { ["NODE_ENV"] = "production" });

    public ServerKind WithPingInterval(TimeSpan interval) =>
        this with { Environment = new Dictionary<string, string>(Environment) { [OurServer.PingInterval] = interval.ToString() } };

    public ProcessStartInfo StartInfo(int? core, TestCertificate? certificate)
    {
        List<string> command = [.. Command];
        if (core is { } number)
        {
            command.InsertRange(0, ["taskset", "-c", $"{number}"]);
        }

        if (certificate is not null)
        {
            command.AddRange([certificate.CertificatePath, certificate.KeyPath]);
        }

        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
