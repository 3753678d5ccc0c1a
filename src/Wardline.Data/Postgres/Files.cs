namespace Wardline.Data.Postgres;

/// <summary>Writes that are whole or absent, and what a failed one means for a person.</summary>
internal static class Files
{
    internal const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    internal const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;
    internal const UnixFileMode OpenFile = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    internal const UnixFileMode OpenFolder =
        OpenFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Replaces a file in one step. A new name and a rename, so that as root we never write through a link
    /// that the database user may have laid in its own folder.</summary>
    internal static void Replace(string path, string text, DatabaseUser? owner = null)
    {
        var draft = $"{path}.{Guid.CreateVersion7():n}.new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Private;
            }

            using (var stream = new FileStream(draft, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            Unix.Give(draft, owner);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    internal static void MakeFolder(string path, UnixFileMode mode = PrivateFolder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, mode);
            File.SetUnixFileMode(path, mode);
        }
    }

    internal static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    internal static bool IsDiskFull(Exception error) => error is IOException
    {
        HResult: 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027)
    };

    internal static bool IsInUse(IOException error) =>
        error.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
