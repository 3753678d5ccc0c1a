using System.Text.Json.Serialization;

namespace Wardline.SocketIO.Tests;

internal sealed record Greeting(string Name, int Times = 1);

internal sealed record Upload(string Title, BinaryRef Data);

internal sealed record Reply(bool Ok, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class TestJson : JsonSerializerContext;
