namespace Wardline.SocketIO.Fuzz.Wire;

/// What a client has been told so far.
internal sealed class Heard
{
    public List<string> Texts { get; } = [];

    public List<byte[]> Binaries { get; } = [];

    /// Texts and binaries as they came.
    public List<string> InOrder { get; } = [];

    public List<byte[]> Pongs { get; } = [];

    /// Null while the connection is open.
    public int? Close { get; set; }

    public void Text(string text)
    {
        Texts.Add(text);
        InOrder.Add(text);
    }

    public void Binary(byte[] bytes)
    {
        Binaries.Add(bytes);
        InOrder.Add(Convert.ToHexString(bytes));
    }
}
