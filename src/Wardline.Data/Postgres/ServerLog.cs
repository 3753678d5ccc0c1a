using System.Text;

namespace Wardline.Data.Postgres;

/// <summary><c>logs/postgres.log</c>, at most two files of <see cref="Limit"/>.</summary>
internal sealed class ServerLog(string folder)
{
    internal const long Limit = 4 << 20;
    private const int Quoted = 16 << 10;

    internal string Path { get; } = System.IO.Path.Combine(folder, "postgres.log");

    internal long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The server appends to the open file, so the file is emptied, not replaced.</summary>
    internal void KeepBounded()
    {
        if (Length > Limit)
        {
            File.Copy(Path, Path + ".1", overwrite: true);
            using var log = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            log.SetLength(0);
        }
    }

    /// <summary>What the server said since the log had the length <paramref name="from"/>.</summary>
    internal string Since(long from)
    {
        if (Length <= from)
        {
            return "";
        }

        using var log = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Max(from, log.Length - Quoted);
        using var reader = new StreamReader(log, Encoding.UTF8);
        return reader.ReadToEnd().Trim();
    }
}
