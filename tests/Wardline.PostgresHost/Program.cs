// A process that owns an embedded PostgreSQL, for tests to kill, interrupt and run under other users.
// Arguments: data folder, package folder, cache folder ("": the default), and perhaps "production". Ends on a line of standard input, its end, or Ctrl-C.
using System.Diagnostics;
using Wardline.Data.Postgres;
using Wardline.PostgresHost;

var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

var clock = Stopwatch.StartNew();
try
{
    await using var postgres = await EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions
        {
            DataFolder = args[0],
            Package = args[1],
            CacheFolder = args[2] is { Length: > 0 } cache ? cache : null,
            AllowNobody = args is not [.., "production"],
        },
        new Aloud(),
        interrupted.Token);
    Console.WriteLine($"ready\t{postgres.ProcessId}\t{postgres.Adopted}\t{clock.ElapsedMilliseconds}\t{postgres.ConnectionString}");
    var line = Task.Run(Console.ReadLine);
    await Task.WhenAny(line, Task.Delay(Timeout.Infinite, interrupted.Token));
    Console.WriteLine(interrupted.IsCancellationRequested ? "interrupted" : "asked to stop");
}
catch (EmbeddedPostgresException error)
{
    Console.WriteLine($"error\t{error.Code}\t{error.Message}");
    return 2;
}

return 0;
