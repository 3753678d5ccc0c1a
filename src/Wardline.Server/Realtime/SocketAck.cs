using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wardline.Data.Outcomes;
using Wardline.SocketIO;

namespace Wardline.Server.Realtime;

public sealed record RefusalAck(bool Ok, string Code, string Message, bool Retryable, long? RetryAfterMs);

/// <summary>The one place where an outcome becomes an acknowledgement: <c>{ok:true, …}</c> or <c>{ok:false, code, message, retryable, …}</c>.</summary>
internal static class SocketAck
{
    public static readonly JsonBody Done = JsonBody.Encoded("{\"ok\":true}"u8);

    public static JsonBody Of<T>(Outcome<T> outcome, JsonTypeInfo<T> type)
        where T : notnull =>
        outcome.TryGet(out var value, out var problem) ? Ok(value, type) : Refused(problem);

    public static JsonBody Of(Outcome<Done> outcome) => outcome.Problem is { } problem ? Refused(problem) : Done;

    public static JsonBody Ok<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return json.Length == 2 ? Done : JsonBody.Encoded((ReadOnlyMemory<byte>)(byte[])[.. "{\"ok\":true,"u8, .. json.AsSpan(1)]);
    }

    public static JsonBody Refused(Problem problem) => JsonBody.From(
        new RefusalAck(false, problem.Code, problem.Message, problem.Retryable, (long?)problem.RetryAfter?.TotalMilliseconds),
        RealtimeJson.Default.RefusalAck);
}
