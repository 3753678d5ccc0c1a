using System.Net.Security;
using System.Security.Authentication;

namespace Wardline.Bench.Realtime.Load;

/// <summary>
/// TLS of one client on the event loop: an <see cref="SslStream"/> over a stream that is fed by the loop. Its
/// continuations run inside <see cref="Feed"/>, on the loop's thread.
/// </summary>
internal sealed class ClientTls : Stream
{
    private readonly Client _client;
    private readonly SslStream _ssl;
    private byte[] _fed = [];
    private int _start;
    private int _end;
    private TaskCompletionSource? _waiting;
    private Task? _reading;

    public ClientTls(Client client)
    {
        _client = client;
        _ssl = new SslStream(this, leaveInnerStreamOpen: true);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Start() => _reading = RunAsync();

    public void Send(ReadOnlySpan<byte> bytes) => _ssl.Write(bytes);

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_fed.Length < _end + bytes.Length)
        {
            Array.Resize(ref _fed, _end + bytes.Length);
        }

        bytes.CopyTo(_fed.AsSpan(_end));
        _end += bytes.Length;
        var waiting = _waiting;
        _waiting = null;
        waiting?.SetResult();
        if (_reading is { IsFaulted: true })
        {
            throw new InvalidOperationException("TLS of a client failed.", _reading.Exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end)
        {
            _waiting = new TaskCompletionSource();
            await _waiting.Task;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _fed.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _client.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => _client.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ssl.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task RunAsync()
    {
        await _ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls13,
            // Every handshake is a full one, at both servers.
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
        });
        _client.Upgrade();
        var buffer = new byte[1024];
        while (!_client.IsGone)
        {
            // An empty read lets go of the stream's own buffer while nothing comes.
            _ = await _ssl.ReadAsync(Memory<byte>.Empty);
            var count = await _ssl.ReadAsync(buffer);
            if (count == 0)
            {
                return;
            }

            _client.Consume(buffer.AsSpan(0, count));
        }
    }
}
