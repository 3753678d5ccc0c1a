using System.Runtime.InteropServices;

namespace Wardline.Server.Tls;

/// <summary>
/// OpenSSL keeps two buffers of 16 KiB for as long as a connection lives, though a quiet client uses the first few hundred bytes of
/// each. With mappings of their own only the pages that were used are resident: 9 KiB less for each idle socket, measured with
/// <c>wardline bench realtime --only memory-tls</c>. The setting is the process's: any native block of 16 KiB or more gets a mapping of
/// its own. Left alone where the operator has set the allocator up (<c>MALLOC_MMAP_THRESHOLD_</c> or <c>GLIBC_TUNABLES</c>); beyond
/// some 30,000 TLS clients the system's limit of mappings, <c>vm.max_map_count</c>, wants raising.
/// </summary>
internal static partial class TlsBuffers
{
    private const int MappingThreshold = -3;
    private const int BufferSize = 16 * 1024;

    /// <summary>Tells glibc's allocator; does nothing where there is another.</summary>
    public static void KeepApart()
    {
        if (!OperatingSystem.IsLinux() || IsSetUp("MALLOC_MMAP_THRESHOLD_") || IsSetUp("GLIBC_TUNABLES"))
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

    private static bool IsSetUp(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
