using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Wardline.Data.Postgres;

/// <summary>The two system calls the framework has no door to.</summary>
internal static partial class Unix
{
    private const int CurrentFolder = -100;
    private const int BasicStats = 0x7ff;

    internal sealed record FileIdentity(uint Owner, ulong Inode, ulong Device);

    /// <summary>Linux only: who owns the file at the end of the links, and which file it is.</summary>
    internal static FileIdentity? Identify(string path)
    {
        Span<byte> statx = stackalloc byte[256];
        return Statx(CurrentFolder, path, 0, BasicStats, statx) != 0
            ? null
            : new FileIdentity(
                BinaryPrimitives.ReadUInt32LittleEndian(statx[20..]),
                BinaryPrimitives.ReadUInt64LittleEndian(statx[32..]),
                BinaryPrimitives.ReadUInt64LittleEndian(statx[136..]));
    }

    /// <summary>Gives a file (never what a link points to) to the database user.</summary>
    internal static void Give(string path, DatabaseUser? user)
    {
        if (user is not null && Lchown(path, user.Uid, user.Gid) != 0)
        {
            var error = Marshal.GetLastPInvokeErrorMessage();
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"chown {user.Name} {path}: {error}"));
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> result);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Lchown(string path, uint owner, uint group);
}
