using Npgsql;
using Wardline.Data.Postgres;
using Wardline.Server.Demo;
using Wardline.Server.Startup;
using Wardline.Data.Schema;

namespace Wardline.Bench.Messaging;

/// <summary>Runs on an embedded PostgreSQL of its own with fsync on, and says what it ran on.</summary>
internal static class MessagingBench
{
    public static async Task<int> RunAsync(int rounds, bool json, CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"wardline-bench-{Guid.NewGuid():N}");
        try
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = folder, AllowNobody = true }, new Quiet(), ct);
            await SeedAsync(postgres.ConnectionString, ct);
            var fsync = FsyncProbe.MedianMilliseconds(folder);
            Say($"{Environment.ProcessorCount} cores, load {Load()}, fsync of 8 KiB {fsync:0.00} ms, PostgreSQL 18 with fsync on, {rounds} rounds, medians");
            List<BenchRow> rows = [new BenchRow("messaging", "fsync_ms", "ms", Math.Round(fsync, 3))];
            rows.AddRange(await DurableBench.RunAsync(postgres.ConnectionString, rounds, Say));
            rows.AddRange(await SocketBench.RunAsync(postgres.ConnectionString, rounds, Say));
            BenchRow.Print(rows, json);
            return 0;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task SeedAsync(string connectionString, CancellationToken ct)
    {
        await using var app = WardlineApp.Create(new AppSettings([SocketBench.AnyPort], () => connectionString, Demo: true));
        await Migrator.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), say: null, ct);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoSeeder>().SeedAsync(ct);
    }

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Say(string line) => Console.Error.WriteLine(line);

    private sealed class Quiet : IProgress<string>
    {
        public void Report(string value)
        {
            // A measurement does not tell of its own set-up.
        }
    }
}
