namespace Wardline.Data.Tests.Postgres;

/// <summary>
/// Someone who is not root: ourselves, or as root a stock system account with a home of mode 700. Our own build
/// may lie where that account cannot read it, so it gets a copy.
/// </summary>
internal sealed class OrdinaryUser
{
    private readonly string? _name;
    private readonly string? _binaries;
    private readonly string _package;

    internal OrdinaryUser(Place place)
    {
        Home = Path.Combine(place.Root, "home");
        Directory.CreateDirectory(Home);
        File.SetUnixFileMode(Home, Place.Closed);
        _package = Place.Package;
        if (!Place.IsRoot)
        {
            return;
        }

        _name = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0])
            .FirstOrDefault(name => name is "www-data" or "games" or "daemon");
        Assert.SkipWhen(_name is null, "There is no ordinary account to become; NOT CHECKED here.");
        _binaries = Path.Combine(Home, "program");
        _package = Path.Combine(Home, "package");
        Place.Run("cp", "-r", AppContext.BaseDirectory, _binaries);
        Place.Run("cp", "-r", Place.Package, _package);
        Place.Run("chown", "-R", _name!, Home);
    }

    internal string Home { get; }

    internal HostProcess Launch(string data) =>
        HostProcess.Launch(data, Cache, _package, _name, Home, _binaries);

    internal Task<HostProcess> StartAsync(string data) =>
        HostProcess.StartAsync(data, Cache, _package, _name, Home, _binaries);

    private string Cache => Path.Combine(Home, ".cache", "wardline");
}
