using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wardline.AI.Pipeline;
using Wardline.Data.Outcomes;
using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.AI.Scribe;

/// <param name="ClientId">Made by the client, unique per device; sending it again answers the same note.</param>
/// <param name="Transcript">Up to 5 MiB of UTF-8, or instead of it:</param>
/// <param name="Whisperx">WhisperX's JSON.</param>
/// <param name="Layout"><c>soap</c> (default) or <c>clinical</c>.</param>
/// <param name="Prefer"><c>cloud</c>, <c>local</c> or <c>builtin</c>: the tier to ask first.</param>
public sealed record WriteNoteCommand(
    Guid ClientId,
    string? Transcript = null,
    JsonElement? Whisperx = null,
    Guid? PatientId = null,
    string? Layout = null,
    string? Prefer = null)
{
    /// <summary>What is asked for, or why it cannot be.</summary>
    public Outcome<NoteRequest> Decide()
    {
        if (ClientId == Guid.Empty)
        {
            return Problem.BadRequest("client_id_missing", "A note needs a client_id (a UUID made by the client).");
        }

        if (Layouts.Read(Layout) is not { } layout)
        {
            return Problem.BadRequest("layout_unknown", "The layout is soap or clinical.");
        }

        ModelTier? prefer = null;
        if (Prefer is not null && (prefer = Tiers.Read(Prefer)) is null)
        {
            return Problem.BadRequest("prefer_unknown", "Prefer is cloud, local or builtin.");
        }

        return TranscriptInput.Read(Transcript, Whisperx).TryGet(out var transcript, out var problem)
            ? new NoteRequest(transcript, layout, prefer)
            : problem;
    }

    /// <summary>Everything the client chose, length-prefixed.</summary>
    public byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string?[])["scribe_note", Transcript, Whisperx?.GetRawText(), PatientId?.ToString(), Layout, Prefer])
        {
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}

/// <summary>The names of layouts on the wire.</summary>
public static class Layouts
{
    public static NoteLayout? Read(string? name) => name switch
    {
        null or "soap" => NoteLayout.Soap,
        "clinical" => NoteLayout.Clinical,
        _ => null,
    };
}

/// <summary>The names of tiers on the wire.</summary>
public static class Tiers
{
    public static ModelTier? Read(string? name) => name switch
    {
        "cloud" => ModelTier.Cloud,
        "local" => ModelTier.Local,
        "builtin" => ModelTier.Builtin,
        _ => null,
    };
}
