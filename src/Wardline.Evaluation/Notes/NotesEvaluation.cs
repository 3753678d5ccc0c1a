using System.Diagnostics;
using Wardline.Evaluation.Data;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;

namespace Wardline.Evaluation.Notes;

/// <summary>
/// Scores the built-in engine's notes against those people wrote, and beside it what our own grounding check says of the
/// same notes, of the people's, and of another patient's: ROUGE alone would reward the last.
/// </summary>
public static class NotesEvaluation
{
    private const string Task = "notes";

    public static IReadOnlyList<EvaluationRow> Run(IReadOnlyList<AciEncounter> encounters, string data, NoteLayout layout)
    {
        var scores = new List<(double Rouge1, double Rouge2, double RougeLSum)>();
        var took = new List<double>();
        var (ours, human, others) = (new FlagCounts(), new FlagCounts(), new FlagCounts());
        Write(encounters[0], layout);        // so that no note pays for loading the vocabulary
        for (var i = 0; i < encounters.Count; i++)
        {
            var encounter = encounters[i];
            var since = Stopwatch.GetTimestamp();
            var (note, grounding) = Write(encounter, layout);
            took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);

            var text = NoteText.Of(note);
            scores.Add((Rouge.Rouge.N(encounter.Note, text, 1).F, Rouge.Rouge.N(encounter.Note, text, 2).F, Rouge.Rouge.LSum(encounter.Note, text).F));
            note.SelectMany(section => section.Sentences).ToList().ForEach(ours.Add);
            Check(grounding, encounter.Note, human);
            Check(grounding, encounters[(i + 1) % encounters.Count].Note, others);
        }

        return
        [
            Row("rouge1", scores.Select(score => score.Rouge1)),
            Row("rouge2", scores.Select(score => score.Rouge2)),
            Row("rougeLsum", scores.Select(score => score.RougeLSum)),
            Flagged("flagged_by_own_check", null),
            .. Enum.GetValues<FlagKind>().Select(kind => Flagged($"flagged_by_own_check_{kind.ToString().ToLowerInvariant()}", kind)),
            new EvaluationRow(Task, data, "ms_per_note", Math.Round(Percentile(took, 0.5), 2), [], Count: took.Count),
            new EvaluationRow(Task, data, "ms_per_note_p99", Math.Round(Percentile(took, 0.99), 2), [], Count: took.Count),
        ];

        EvaluationRow Row(string metric, IEnumerable<double> values)
        {
            var interval = Bootstrap.Mean([.. values]);
            return new EvaluationRow(
                Task, data, metric, Points(interval.Mean), PublishedScores.Of(metric), Points(interval.Low), Points(interval.High), encounters.Count);
        }

        EvaluationRow Flagged(string metric, FlagKind? kind) => new(
            Task, data, metric, ours.Percent(kind),
            [new Reference("people's notes, same split", human.Percent(kind)), new Reference("another patient's note, same split", others.Percent(kind))],
            Count: ours.Sentences);
    }

    private static (List<NoteSection> Sections, Grounding Grounding) Write(AciEncounter encounter, NoteLayout layout)
    {
        if (!TranscriptReader.TryRead(encounter.Dialogue, out var transcript, out var fault))
        {
            throw new DataException($"The dialogue of {encounter.Id} is no transcript: {fault}.", isMissing: false);
        }

        var grounding = new Grounding(transcript);
        List<NoteSection> sections =
        [
            .. NoteWriter.Write(transcript, layout).Select(section => section with { Sentences = [.. section.Sentences.Select(grounding.Check)] }),
        ];
        return (sections, grounding);
    }

    private static void Check(Grounding grounding, string note, FlagCounts counts)
    {
        foreach (var sentence in NoteSentences.Of(note))
        {
            counts.Add(grounding.Check(new NoteSentence(sentence, [], [])));
        }
    }

    private static double Points(double share) => Math.Round(100 * share, 2);

    private static double Percentile(List<double> values, double p)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * p))];
    }
}
