using System.CommandLine;
using System.Diagnostics;
using Wardline.SocketIO.Fuzz;

namespace Wardline.Bench.Fuzz;

/// <summary>The long run of what the tests do for some seconds.</summary>
internal static class FuzzCommand
{
    public static Command Create(Option<bool> json)
    {
        var frames = new Option<long>("--frames") { Description = "Frames to send, at least.", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<int>("--seed") { Description = "Where chance begins. The same seed attacks in the same way.", DefaultValueFactory = _ => 1 };
        var step = new Option<int?>("--step") { Description = "Only this client of the seed, to look at a failure." };
        var command = new Command("fuzz", "Hostile clients against the Socket.IO server; each reaction is compared with a model's.") { frames, seed, step };
        command.SetAction((parsed, ct) => RunAsync(new(parsed.GetValue(seed), parsed.GetValue(frames)) { Step = parsed.GetValue(step), Batch = 2_000 }, parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(FuzzPlan plan, bool json, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var report = await FuzzRun.RunAsync(plan, Console.Error.WriteLine, ct);
        foreach (var failure in report.Failures)
        {
            Console.Error.WriteLine(failure);
        }

        BenchRow.Print(
            [
                new("fuzz", "frames", "", report.Frames),
                new("fuzz", "clients", "", report.Steps),
                .. report.Outcomes.Select(outcome => new BenchRow("fuzz", $"ended {outcome.Key}", "clients", outcome.Value)),
                new("fuzz", "failures", "", report.Failures.Count),
                new("fuzz", "managed_memory_after_first_batch", "MiB", report.MemoryAtFirst / 1048576.0),
                new("fuzz", "managed_memory_at_the_end", "MiB", report.MemoryAtLast / 1048576.0),
                new("fuzz", "witness_questions_answered", "", report.WitnessAsked),
                new("fuzz", "witness_longest_wait", "ms", report.WitnessLongest.TotalMilliseconds),
                new("fuzz", "took", "s", Stopwatch.GetElapsedTime(started).TotalSeconds),
            ],
            json);
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
