using System.Text.Json.Serialization;
using Wardline.SocketIO;

namespace Wardline.Bench.Realtime.Servers;

/// <summary>What is broadcast, about 100 bytes of JSON. <paramref name="T"/> is when it was due, in ticks of the
/// generator's clock; it stays first, where the generator reads it.</summary>
internal sealed record Post(long T, int N, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Reply))]
internal sealed partial class RealtimeJson : JsonSerializerContext;

/// <summary>A line of a server under measurement. Node tells only <paramref name="Port"/> and <paramref name="Sockets"/>.</summary>
internal sealed record Reply(int Port = 0, int Sockets = 0, long Allocated = 0, long Heap = 0);
