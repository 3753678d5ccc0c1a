using Wardline.Cli.Verbs.Test;

namespace Wardline.Cli.Test;

public sealed class BrowserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Named_browser_comes_before_one_that_is_installed()
    {
        _folder.Write("bin/chromium", "");
        _folder.Write("mine/chrome", "");

        Assert.Equal(_folder["mine", "chrome"], Browser.Installed(_folder["mine", "chrome"], _folder["bin"]));
    }

    [Fact]
    public void Installed_browser_is_found_on_the_path()
    {
        _folder.Write("bin/google-chrome", "");

        Assert.Equal(_folder["bin", "google-chrome"], Browser.Installed(_folder["gone"], $"{_folder["none"]}{Path.PathSeparator}{_folder["bin"]}"));
    }
}
