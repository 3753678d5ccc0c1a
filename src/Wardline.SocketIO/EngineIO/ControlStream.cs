using System.Net.WebSockets;

namespace Wardline.SocketIO.EngineIO;

/// What the framework's WebSocket sees as its connection. It reads, checks and unmasks the frames of the peer; the control frames
/// that it answers with on its own (pong, close after a bad frame) go through the session's outbox like everything else.
internal sealed class ControlStream(Stream connection, EngineSession session, EngineTransport transport) : Stream
{
    private MaskCheck _masks;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = connection.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Checked(buffer, reading.GetAwaiter().GetResult())) : AwaitAsync(reading, buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var packet = EncodedPacket.Control(buffer.Span);
        if (buffer.Span[0] != WebSocketFrame.Close)
        {
            session.Send(packet);
        }
        else
        {
            Complete(packet);
        }
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<int> AwaitAsync(ValueTask<int> reading, Memory<byte> buffer) => Checked(buffer, await reading);

    private int Checked(Memory<byte> buffer, int count)
    {
        if (!_masks.Accepts(buffer.Span[..count]))
        {
            Complete(WebSocketFrame.CloseFrame(WebSocketStatus.ProtocolError, "unmasked frame"));
            throw new WebSocketException(WebSocketError.HeaderError);
        }
        return count;
    }

    private void Complete(EncodedPacket close)
    {
        if (session.Outbox.Complete(close) == Posted.Wake)
        {
            transport.Wake();
        }
    }
}
