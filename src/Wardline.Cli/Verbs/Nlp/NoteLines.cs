using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Data.Outcomes;
using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.Cli.Verbs.Nlp;

/// <summary>Writes a note for each line of the input, in order; a bad line becomes an error and the next one is read.</summary>
internal sealed class NoteLines(NoteGenerator generator, NoteLayout layout, ModelTier prefer)
{
    /// <summary>As much as the server takes in one request.</summary>
    private const int LongestLine = 32 << 20;

    /// <summary>Words stay readable: an apostrophe is an apostrophe.</summary>
    private static readonly NlpJson Json = new(new JsonSerializerOptions(NlpJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <returns>How many lines were bad.</returns>
    public async Task<long> RunAsync(Stream input, Stream output, CancellationToken ct)
    {
        var reader = new LineReader(input, LongestLine);
        var bad = 0L;
        for (var number = 1L; await reader.ReadAsync(ct) is { } line; number++)
        {
            var answer = await AnswerAsync(line, number, ct);
            bad += answer is BadLine ? 1 : 0;
            if (answer is WrittenNote note)
            {
                await JsonSerializer.SerializeAsync(output, note, Json.WrittenNote, ct);
            }
            else
            {
                await JsonSerializer.SerializeAsync(output, (BadLine)answer, Json.BadLine, ct);
            }

            await output.WriteAsync(LineFeed, ct);
            await output.FlushAsync(ct);
        }

        return bad;
    }

    private async Task<object> AnswerAsync(InputLine line, long number, CancellationToken ct)
    {
        if (!Parse(line).TryGet(out var json, out var problem))
        {
            return new BadLine(null, number, LineError.Of(problem));
        }

        using (json)
        {
            if (ReadId(json.RootElement, out var id) is { } wrongId)
            {
                return new BadLine(null, number, LineError.Of(wrongId));
            }

            if (!ReadTranscript(json.RootElement).TryGet(out var transcript, out problem))
            {
                return new BadLine(id, number, LineError.Of(problem));
            }

            await foreach (var step in generator.GenerateAsync(new NoteRequest(transcript, layout, prefer), ct))
            {
                switch (step)
                {
                    case NoteEvent.Completed { Note: var note }:
                        return WrittenNote.Of(id, transcript, layout, note);
                    case NoteEvent.Failed failed:
                        return new BadLine(id, number, LineError.Of(failed.Problem));
                }
            }

            throw new InvalidOperationException("A note neither came to be nor failed.");
        }
    }

    private static Outcome<JsonDocument> Parse(InputLine line)
    {
        if (line.TooLong)
        {
            return new Problem("transcript_too_long", "The line has more than 32 MiB.", 413);
        }

        if (!Utf8.IsValid(line.Bytes.Span))
        {
            return Problem.BadRequest("invalid_utf8", "The line is not valid UTF-8.");
        }

        try
        {
            var json = JsonDocument.Parse(line.Bytes);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
        }
        catch (JsonException)
        {
            // Said below; the parser's own words would quote the line.
        }

        return Problem.BadRequest("invalid_json", "The line is not a JSON object: {\"id\", \"transcript\" or \"whisperx\"}.");
    }

    private static Outcome<Transcript> ReadTranscript(JsonElement line)
    {
        var whisperx = line.TryGetProperty("whisperx", out var json) ? json : (JsonElement?)null;
        if (!line.TryGetProperty("transcript", out var text) || text.ValueKind == JsonValueKind.Null)
        {
            return TranscriptInput.Read(null, whisperx);
        }

        if (text.ValueKind != JsonValueKind.String)
        {
            return Problem.BadRequest("invalid_json", "The transcript is not a string.");
        }

        try
        {
            return TranscriptInput.Read(text.GetString(), whisperx);
        }
        catch (InvalidOperationException)
        {
            return Problem.BadRequest("invalid_json", "The transcript has half of a surrogate pair as an escape.");
        }
    }

    /// <summary>A word or a number, given back as it came. Half of a surrogate pair cannot be.</summary>
    private static Problem? ReadId(JsonElement line, out JsonElement? read)
    {
        read = null;
        try
        {
            if (line.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                _ = id.ValueKind == JsonValueKind.String ? id.GetString() : null;
                read = id.Clone();
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            return Problem.BadRequest("invalid_json", "The id has half of a surrogate pair as an escape.");
        }
    }
}
