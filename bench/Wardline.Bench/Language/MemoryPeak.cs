namespace Wardline.Bench.Language;

/// <summary>The most managed memory in use, looked at every few milliseconds while it lives.</summary>
internal sealed class MemoryPeak : IDisposable
{
    private readonly Timer _timer;
    private long _bytes;

    public MemoryPeak() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(5));

    public long Bytes
    {
        get
        {
            Look();
            return Interlocked.Read(ref _bytes);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = GC.GetTotalMemory(forceFullCollection: false);
        var most = Interlocked.Read(ref _bytes);
        while (now > most && Interlocked.CompareExchange(ref _bytes, now, most) is var seen && seen != most)
        {
            most = seen;
        }
    }
}
