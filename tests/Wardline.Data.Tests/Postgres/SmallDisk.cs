namespace Wardline.Data.Tests.Postgres;

/// <summary>A file system of a few megabytes in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    internal SmallDisk(string path, int megabytes)
    {
        _path = path;
        Assert.SkipUnless(Place.IsRoot, "Only root mounts a small disk; NOT CHECKED here.");
        Directory.CreateDirectory(path);
        try
        {
            Place.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=700", "tmpfs", path);
        }
        catch (InvalidOperationException error)
        {
            Assert.Skip($"No small disk can be mounted ({error.Message}); NOT CHECKED here.");
        }
    }

    public void Dispose() => Place.Run("umount", "-l", _path);
}
