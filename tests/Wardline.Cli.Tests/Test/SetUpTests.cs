using Wardline.Cli.Verbs.Test;

namespace Wardline.Cli.Test;

public sealed class SetUpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _said = new();

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
    }

    private Task<Dictionary<string, string>?> RunAsync() =>
        new SetUp(_folder.Path, _said).RunAsync(TestTier.Full, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Without_the_web_apps_packages_nothing_is_tested()
    {
        _folder.Write("web/package-lock.json", "not a lock file");

        Assert.Null(await RunAsync());
        Assert.Contains("npm ci failed", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_local_models_packages_the_rest_is_tested_and_it_is_said_what_is_skipped()
    {
        _folder.Write("tests/tiny-llm/package-lock.json", "not a lock file");

        Assert.NotNull(await RunAsync());
        Assert.Contains("will be skipped", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_that_are_there_are_left_alone()
    {
        _folder.Write("tests/tiny-llm/package-lock.json", "not a lock file");
        _folder.Write("tests/tiny-llm/node_modules/.package-lock.json", "");

        Assert.NotNull(await RunAsync());
        Assert.Equal("", _said.ToString());
    }
}
