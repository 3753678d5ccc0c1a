using System.Runtime.InteropServices;

namespace Wardline.Server.Tls;

/// <summary>
/// OpenSSL keeps two buffers of 16 KiB for as long as a connection lives, though a quiet client uses the first few hundred bytes of
/// each. With mappings of their own only the pages that were used are resident: 9 KiB less for each idle socket, measured with
/// <c>wardline bench realtime --only memory-tls</c>.
/// </summary>
internal static partial class TlsBuffers
{
    private const int MappingThreshold = -3;
    private const int BufferSize = 16 * 1024;

    /// <summary>Tells glibc's allocator; does nothing where there is another.</summary>
    public static void KeepApart()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is not null)
        {
            return;
        }

        try
        {
            _ = SetOption(MappingThreshold, BufferSize);
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no such option.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
