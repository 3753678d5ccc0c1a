using Wardline.AI.Pipeline;

namespace Wardline.AI.Providers;

/// <summary>What a network does, as a failure of ours.</summary>
internal static class Network
{
    public static async Task<T> AnswerOf<T>(Task<T> work, CancellationToken ct)
    {
        try
        {
            return await work;
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new ModelFailure(ModelFailureCode.Unreachable, error);    // no connection in time
        }
        catch (HttpRequestException error) when (!ct.IsCancellationRequested)
        {
            throw Failure(error);
        }
        catch (IOException error) when (!ct.IsCancellationRequested)
        {
            throw new ModelFailure(ModelFailureCode.Cut, error);
        }
    }

    public static ModelFailure Failure(HttpRequestException error) => new(
        error.HttpRequestError switch
        {
            HttpRequestError.ResponseEnded => ModelFailureCode.Cut,
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.VersionNegotiationError or HttpRequestError.HttpProtocolError => ModelFailureCode.WrongEndpoint,
            _ => ModelFailureCode.Unreachable,
        },
        error);
}
