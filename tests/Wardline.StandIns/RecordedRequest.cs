using System.Text.Json;

namespace Wardline.StandIns;

/// <summary>A request as it arrived.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource _wentAway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _left;

    private RecordedRequest(HttpRequest request, string body)
    {
        Method = request.Method;
        Path = request.Path + request.QueryString;
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Body = body;
    }

    public string Method { get; }

    /// <summary>With the query.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Body { get; }

    /// <summary>The body as JSON; a null element when it is none.</summary>
    public JsonElement Json => TryParse(Body);

    /// <summary>The client asked for a stream of events.</summary>
    public bool WantsStream => Json is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    /// <summary>Completes when the client closes the connection before it has the whole answer; never otherwise.</summary>
    public Task ClientWentAway => _wentAway.Task;

    /// <summary>Completes when the stand-in is done with the request, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Bytes of the answer's body that were handed to the connection.</summary>
    public long BytesSent { get; internal set; }

    internal static async Task<RecordedRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return new RecordedRequest(request, await reader.ReadToEndAsync(cancellationToken));
    }

    /// <summary>From now on it is the stand-in that ends the exchange; what the client does then is no news.</summary>
    internal void LeaveFirst() => Interlocked.Exchange(ref _left, true);

    internal void NoteClientWentAway()
    {
        if (!Interlocked.Exchange(ref _left, true))
        {
            _wentAway.TrySetResult();
        }
    }

    internal void NoteEnd() => _ended.TrySetResult();

    private static JsonElement TryParse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
