namespace Wardline.SocketIO.Fuzz.Model;

/// What a server has to do about what it was sent.
/// <param name="Close">The status of its close frame, <see cref="Status.None"/> for one without; null when it has nothing to object to.</param>
/// <param name="EndsWhole">Whether the bytes end with a frame, so that another may follow.</param>
/// <param name="Frames">How many it has to look at: up to the first that is wrong.</param>
internal sealed record Verdict(int? Close, bool EndsWhole, int Frames, Answers Answers);

/// Close codes, RFC 6455 section 7.4.
internal static class Status
{
    public const int None = 0;
    public const int Normal = 1000;
    public const int Malformed = 1002;
    public const int NotUtf8 = 1007;
    public const int Policy = 1008;
    public const int TooBig = 1009;

    /// The connection ended without a close frame: never due.
    public const int Cut = -1;
}

/// What the client must hear, apart from the close frame. A text is given by how it starts.
internal sealed class Answers
{
    public List<string> Certain { get; } = [];

    /// Overtaken by something that may make the server keep them to itself.
    public List<string> Possible { get; } = [];

    public List<byte[]> Pongs { get; } = [];

    /// Binary messages that are nobody's attachments.
    public int Binaries { get; set; }

    /// The message that the connection has to be closed for, to say so when it is not.
    public string Objection { get; set; } = "a frame";

    /// Texts are given in full.
    public bool AreWhole { get; init; }
}

/// The layer above WebSocket.
internal interface IMessageModel
{
    Answers Answers { get; }

    /// The status that the message closes the connection with; null when it is fine.
    int? Receive(byte[] message, bool isBinary);
}
