using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wardline.AI.Pipeline;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Assistant;

/// <summary>A question as a client sends it.</summary>
/// <param name="ClientId">Made by the client; sending it again is harmless. Without one the session, the time of sending and the content tell.</param>
/// <param name="Department">The id of one of the actor's departments; the caller has seen to that.</param>
/// <param name="Patient">An id or a medical record number; null when it is about no patient.</param>
/// <param name="SessionId">The conversation it belongs to, in the client's words.</param>
/// <param name="Content">1 to <see cref="MostContent"/> UTF-16 units.</param>
/// <param name="SentAt">As the client wrote it.</param>
/// <param name="Prefer"><c>cloud</c>, <c>local</c>, <c>builtin</c>, or null for the highest there is.</param>
public sealed record AssistantCommand(
    string? ClientId, string Department, string? Patient, string SessionId, string Content, string? SentAt = null, string? Prefer = null)
{
    public const int MostContent = 10_000;
    public const int MostId = 128;

    /// <summary>What is wrong with it as it was sent, or null.</summary>
    public Problem? Problem => Decide().Problem;

    /// <summary>What tells one question of a device's from another.</summary>
    internal string Key => ClientId is { } id ? "id " + id : "hash " + Convert.ToHexString(Hash(SessionId, SentAt, Content, Department, Patient, Prefer));

    /// <summary>What a question that is sent again has in common with the first one, however, when and in which conversation it is sent.</summary>
    internal byte[] Fingerprint(Guid? patientId) => Hash(Content, Department, patientId?.ToString(), Prefer);

    /// <summary>SHA-256 over the parts, each with its length before it.</summary>
    private static byte[] Hash(params ReadOnlySpan<string?> parts)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "");
            sum.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(part is null ? -1 : bytes.Length)}:")));
            sum.AppendData(bytes);
        }

        return sum.GetHashAndReset();
    }

    internal Outcome<ModelTierChoice> Decide() =>
        ClientId is { Length: 0 or > MostId } ? Wrong("client_id", $"has 1 to {MostId} characters")
        : SessionId.Length is 0 or > MostId ? Wrong("session_id", $"has 1 to {MostId} characters")
        : Department.Length is 0 or > MostId ? Wrong("department", $"has 1 to {MostId} characters")
        : Patient is { Length: 0 or > MostId } ? Wrong("patient_id", $"has 1 to {MostId} characters")
        : string.IsNullOrWhiteSpace(Content) ? Data.Outcomes.Problem.BadRequest("content_missing", "There is no question in this message.")
        : Content.Length > MostContent ? Data.Outcomes.Problem.BadRequest("content_too_long", $"A question has at most {MostContent} characters.")
        : Prefer switch
        {
            null => new ModelTierChoice(null),
            "cloud" => new ModelTierChoice(ModelTier.Cloud),
            "local" => new ModelTierChoice(ModelTier.Local),
            "builtin" => new ModelTierChoice(ModelTier.Builtin),
            _ => Wrong("prefer", "is cloud, local or builtin"),
        };

    private static Problem Wrong(string field, string words) => Data.Outcomes.Problem.BadRequest($"{field}_invalid", $"{field} {words}.");
}

/// <param name="Tier">Null: the highest there is.</param>
internal sealed record ModelTierChoice(ModelTier? Tier);
