namespace Wardline.SocketIO.Fuzz.Attacks;

/// What one client did, and how it ended.
/// <param name="Frames">Frames, polling packets and requests that the server had to look at; what follows a fault is not counted.</param>
/// <param name="Outcome">A close code, an HTTP status, or a word.</param>
internal readonly record struct Done(int Frames, string Outcome);

/// The server did something else than the model says.
internal sealed class DisagreementException(string message) : Exception(message)
{
    public static void ThrowIf(bool disagrees, string message)
    {
        if (disagrees)
        {
            throw new DisagreementException(message);
        }
    }
}
