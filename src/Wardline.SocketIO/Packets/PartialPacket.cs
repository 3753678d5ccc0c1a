namespace Wardline.SocketIO.Packets;

/// A binary packet whose attachments are still arriving.
internal sealed class PartialPacket(PacketHead head, byte[] json)
{
    private readonly List<ReadOnlyMemory<byte>> _attachments = new(head.Attachments);
    private long _bytes;

    public PacketHead Head { get; } = head;

    public byte[] Json { get; } = json;

    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => _attachments;

    public bool IsComplete => _attachments.Count == Head.Attachments;

    public bool TryAdd(ReadOnlySpan<byte> attachment, long maxBytes)
    {
        _bytes += attachment.Length;
        if (_bytes > maxBytes)
        {
            return false;
        }
        _attachments.Add(attachment.ToArray());
        return true;
    }
}
