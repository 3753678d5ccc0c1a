using System.Diagnostics;
using System.Reflection;

namespace Wardline.SocketIO.Tests.Clients;

/// The stock JavaScript client in tests/clients/node, installed from its lock file when it is not there yet.
public sealed class NodePackage : IAsyncLifetime
{
    private static string Folder { get; } = Path.Combine(
        typeof(NodePackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "tests", "clients", "node");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", "socket.io-client", "package.json")))
        {
            using var install = Start("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            string said = await install.StandardOutput.ReadToEndAsync() + await install.StandardError.ReadToEndAsync();
            await install.WaitForExitAsync();
            Assert.True(install.ExitCode == 0, said);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// `onLine` sees every line of output while the scenario runs.
    internal static async Task RunAsync(string scenario, string url, Func<string, Task>? onLine = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var node = Start("node", "scenarios.js", scenario, url);
        try
        {
            var errors = node.StandardError.ReadToEndAsync(limit.Token);
            string last = "";
            while (await node.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                last = line;
                await (onLine?.Invoke(line) ?? Task.CompletedTask);
            }
            await node.WaitForExitAsync(limit.Token);
            Assert.True(node.ExitCode == 0 && last == "passed", await errors);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
    }
}
