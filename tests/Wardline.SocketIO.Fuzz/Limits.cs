namespace Wardline.SocketIO.Fuzz;

/// The limits of the server under fuzz. Low, so that what goes beyond them is short; stated once for server and model.
internal static class Limits
{
    public const int Payload = 4000;
    public const int JsonDepth = 12;
    public const int Arguments = 32;
    public const int Attachments = 4;
    public const int AttachmentBytes = 6000;
    public const int NamespaceBytes = 256;
    public const int EventNameBytes = 256;
    public const int Digits = 15;

    /// High enough that no valid traffic of an attack is ever refused.
    public const int Lane = 10_000;
    public const int Outgoing = 32 << 20;
}
