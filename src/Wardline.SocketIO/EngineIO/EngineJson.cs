using System.Text.Json.Serialization;

namespace Wardline.SocketIO.EngineIO;

internal sealed record EngineErrorBody(int Code, string Message);

internal sealed record OpenBody(string Sid, string[] Upgrades, long PingInterval, long PingTimeout, int MaxPayload);

internal sealed record SidBody(string Sid);

internal sealed record MessageBody(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EngineErrorBody))]
[JsonSerializable(typeof(OpenBody))]
[JsonSerializable(typeof(SidBody))]
[JsonSerializable(typeof(MessageBody))]
internal sealed partial class EngineJson : JsonSerializerContext;
