using System.Runtime.CompilerServices;

namespace Wardline.AI.Tests.StandIns;

/// <summary>Reads events as any HTTP client can: lines, without a library of anyone's.</summary>
internal static class Sse
{
    /// <summary>The data of each event; ends with the stream.</summary>
    public static async IAsyncEnumerable<string> DataAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return line["data: ".Length..];
            }
        }
    }
}
