using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Wardline.Access.Http;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Scribe;

/// <summary>Reads the body of a request for a note. A transcript comes from other programs: what is wrong with it is said exactly.</summary>
internal static class WriteNoteBody
{
    /// <summary>Room for 5 MiB of transcript with its escapes, or for WhisperX's times of every word.</summary>
    public const int MostBytes = 32 << 20;

    public static async Task<Outcome<WriteNoteCommand>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
        {
            return ProblemResults.ForStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct);
        return Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static Outcome<WriteNoteCommand> Parse(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return Problem.BadRequest("invalid_utf8", "The body is not valid UTF-8.");
        }

        try
        {
            return JsonSerializer.Deserialize(body, ScribeJson.Default.WriteNoteCommand) is { } command ? command : Invalid;
        }
        catch (JsonException)
        {
            return Invalid;
        }
    }

    private static Problem Invalid { get; } = Problem.BadRequest(
        "invalid_json", "The body is not JSON as this address takes it: client_id (a UUID), transcript or whisperx, patient_id?, layout?, prefer?.");
}
