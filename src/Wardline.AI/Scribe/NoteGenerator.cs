using System.Runtime.CompilerServices;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;

namespace Wardline.AI.Scribe;

/// <summary>Has a note written by the best tier that can, and checks each sentence of it against the transcript.</summary>
public sealed class NoteGenerator(TimeProvider time)
{
    public async IAsyncEnumerable<NoteEvent> GenerateAsync(NoteRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        ct.ThrowIfCancellationRequested();
        var since = time.GetTimestamp();
        string[] reasons = request.Transcript.Labelled ? [] : ["speakers_unlabelled"];
        yield return new NoteEvent.Started("builtin", null, Degraded: false, reasons);
        var grounding = new Grounding(request.Transcript);
        var sections = new List<NoteSection>();
        foreach (var section in NoteWriter.Write(request.Transcript, request.Layout))
        {
            yield return new NoteEvent.SectionStarted(section.Key, section.Title);
            var sentences = new List<NoteSentence>();
            foreach (var sentence in section.Sentences)
            {
                var checkedSentence = grounding.Check(sentence);
                sentences.Add(checkedSentence);
                yield return new NoteEvent.SentenceAdded(checkedSentence);
            }

            sections.Add(section with { Sentences = sentences });
        }

        yield return new NoteEvent.Completed(new GeneratedNote(sections, "builtin", null, false, reasons, null, null, null, time.GetElapsedTime(since)));
    }
}
