using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Wardline.Bench.Realtime.Load;

/// <summary>Linux's readiness list, level-triggered. One thread waits on ten thousand sockets without a task, a callback
/// or an allocation per socket, so that the generator costs less than any server it drives.</summary>
internal sealed partial class Epoll : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int AddDescriptor = 1;
    private const uint Readable = 1;
    private const int AtOnce = 256;

    // The kernel's struct is packed on x64 only.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataAt = EventSize - 8;

    private readonly byte[] _events = new byte[AtOnce * 16];
    private readonly int _descriptor = Checked(Create(CloseOnExec));

    /// <summary>A descriptor leaves by being closed.</summary>
    public void Add(int descriptor)
    {
        var one = new byte[16];
        MemoryMarshal.Write(one, Readable);
        MemoryMarshal.Write(one.AsSpan(DataAt), (long)descriptor);
        Checked(Control(_descriptor, AddDescriptor, descriptor, one));
    }

    /// <summary>How many descriptors are readable, for <see cref="this[int]"/>.</summary>
    public int Wait(int milliseconds) => Math.Max(0, Wait(_descriptor, _events, AtOnce, milliseconds));

    public int this[int index] => MemoryMarshal.Read<int>(_events.AsSpan((index * EventSize) + DataAt));

    public void Dispose() => _ = Close(_descriptor);

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int descriptor, byte[] one);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int epoll, byte[] events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
