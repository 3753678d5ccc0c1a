using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers.Local;

/// <summary>Which model to ask for: the one set up, or what the server has, asked anew every now and then.</summary>
internal sealed class LocalModels(LocalServer server, LocalOptions options, TimeProvider time)
{
    /// <summary>Characters. What a server calls its model goes into the audit, the log and the note.</summary>
    private const int LongestId = 200;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private Found? _found;

    public async ValueTask<string?> FindAsync(CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(options.Model))
        {
            return options.Model;
        }

        if (_found is { } found && time.GetUtcNow() - found.At < Remembered)
        {
            return found.Id;
        }

        using var response = await server.SendAsync(HttpMethod.Get, "models", content: null, ct);
        var list = await LocalServer.ReadJsonAsync(response, LocalJson.Default.ModelList, ct);
        if (list is { Data: null, Error: { } error })
        {
            throw ServerErrors.OfError(error);
        }

        var first = (list.Data ?? throw new ModelFailure(ModelFailureCode.WrongEndpoint)).FirstOrDefault(model => model is { IsForChat: true, Id: { } id } && IsName(id));
        _found = new Found(first?.Id ?? throw new ModelFailure(ModelFailureCode.NoModel), time.GetUtcNow());
        return _found.Id;
    }

    /// <summary>The model is not there any more.</summary>
    public void Forget() => _found = null;

    private static bool IsName(string id) => id.Length <= LongestId && !id.Any(char.IsControl);

    private sealed record Found(string Id, DateTimeOffset At);
}
