using System.Diagnostics;

namespace Wardline.Bench.Messaging;

/// <summary>How long this disk takes to make 8 KiB durable: the figure every commit rate rests on.</summary>
internal static class FsyncProbe
{
    public static double MedianMilliseconds(string folder)
    {
        var path = Path.Combine(folder, "fsync.probe");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var page = new byte[8192];
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, (long)i * page.Length);
            RandomAccess.FlushToDisk(file);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Latencies.Median(times);
    }
}
