using System.Diagnostics;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;

namespace Wardline.Bench.Language;

/// <summary>The built-in note as a person waits for it: transcript read, note written, every sentence checked.</summary>
internal static class LanguageBench
{
    private const int Notes = 200;
    private const int Words = 1_300;

    public static int Run(int rounds, bool json)
    {
        var visits = Enumerable.Range(1, Notes).Select(seed => SpokenVisit.Write(Words, seed)).ToArray();
        var cold = Stopwatch.GetTimestamp();
        Write(visits[0]);
        var first = Stopwatch.GetElapsedTime(cold).TotalMilliseconds;
        foreach (var visit in visits)
        {
            Write(visit);
        }

        var (medians, p99s, allocated) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var latencies = new Latencies();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var visit in visits)
            {
                var started = Stopwatch.GetTimestamp();
                Write(visit);
                latencies.Since(started);
            }

            allocated.Add((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Notes / 1024);
            medians.Add(latencies.Percentile(0.5));
            p99s.Add(latencies.Percentile(0.99));
        }

        Console.Error.WriteLine($"{Environment.ProcessorCount} cores, {Notes} visits of about {Words} words, {rounds} rounds, medians");
        BenchRow.Print(
        [
            Row("note_first_ms", "ms", first),
            Row("note_p50_ms", "ms", Latencies.Median(medians)),
            Row("note_p99_ms", "ms", Latencies.Median(p99s)),
            Row("note_allocated_kib", "KiB", Latencies.Median(allocated)),
            .. Long(),
        ], json);
        return 0;
    }

    /// <summary>The longest transcript there may be.</summary>
    private static IEnumerable<BenchRow> Long()
    {
        var text = SpokenVisit.WriteBytes(TranscriptReader.MostBytes, seed: 7);
        GC.Collect();
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        using var peak = new MemoryPeak();
        var started = Stopwatch.GetTimestamp();
        var sentences = Write(text);
        var took = Stopwatch.GetElapsedTime(started);
        return
        [
            Row("note_5mib_s", "s", took.TotalSeconds),
            Row("note_5mib_sentences", "sentences", sentences),
            Row("note_5mib_peak_mib", "MiB", (peak.Bytes - idle) / 1048576.0),
        ];
    }

    private static int Write(string text)
    {
        if (!TranscriptReader.TryRead(text, out var transcript, out var fault))
        {
            throw new InvalidOperationException($"The made-up visit is no transcript: {fault}.");
        }

        var grounding = new Grounding(transcript);
        var sentences = 0;
        foreach (var section in NoteWriter.Write(transcript, NoteLayout.Soap))
        {
            foreach (var sentence in section.Sentences)
            {
                sentences += grounding.Check(sentence).Text.Length > 0 ? 1 : 0;
            }
        }

        return sentences;
    }

    private static BenchRow Row(string metric, string unit, double ours) => new("language", metric, unit, Math.Round(ours, 2));
}
