using System.Runtime.Versioning;
using Wardline.Server.Startup;

namespace Wardline.Cli.Script;

/// <summary>
/// The script <c>wardline</c> in a small tree of its own. A <c>dotnet</c> that notes what it is asked stands in for the
/// real one, which would take a minute a test.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        root=$(cd "$(dirname "$0")/.." && pwd)
        case $1 in
          --version) echo "${SDK:-10.0.100}" ;;
          --list-sdks) echo "9.0.300 [/usr/share/dotnet/sdk]" ;;
          build)
            echo "build $2" >>"$root/asked"
            sleep "${BUILD_TAKES:-0}"
            if [ -n "${BUILD_FAILS:-}" ]; then echo "$BUILD_FAILS"; exit 1; fi
            mkdir -p artifacts/bin/Wardline.Cli/release
            : >artifacts/bin/Wardline.Cli/release/Wardline.Cli.dll ;;
          *.dll) shift; echo "ran:$*"; exit "${VERB_EXITS:-0}" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public ScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for Linux and macOS.");
        File.Copy(Path.Combine(Repository(), "wardline"), _folder["wardline"]);
        _folder.Write("src/A.cs", "class A;");
        _folder.Write("tests/T.cs", "class T;");
        _folder.Write("Directory.Build.props", "<Project />");
        Program("bin/dotnet", Dotnet);
        Program("bin/node", "#!/bin/sh\necho v${NODE_IS:-20.20.0}\n");
        Program("bin/npm", "#!/bin/sh\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task First_run_builds_and_passes_everything_on()
    {
        var result = await WardlineAsync(["up", "--port", "0", "two words"]);

        Assert.EndsWith("ran:up --port 0 two words\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(["build src/Wardline.Cli/Wardline.Cli.csproj"], Asked());
    }

    [Fact]
    public async Task Touched_file_is_not_built_again()
    {
        await WardlineAsync(["up"]);
        File.SetLastWriteTimeUtc(_folder["src", "A.cs"], new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var second = await WardlineAsync(["up"]);

        Assert.Equal("ran:up\n", second.Output);
        Assert.Single(Asked());
    }

    [Theory]
    [InlineData("src/A.cs", "class B;")]
    [InlineData("src/New.cs", "class New;")]
    [InlineData("web/src/app.tsx", "export {}")]
    [InlineData("Directory.Build.props", "<Project><PropertyGroup/></Project>")]
    [InlineData("deploy/postgres/package-lock.json", "{}")]
    public async Task Changed_file_is_built_again(string file, string text)
    {
        await WardlineAsync(["up"]);
        _folder.Write(file, text);

        await WardlineAsync(["up"]);

        Assert.Equal(2, Asked().Length);
    }

    [Fact]
    public async Task Removed_or_renamed_file_is_built_again()
    {
        await WardlineAsync(["up"]);
        File.Move(_folder["src", "A.cs"], _folder["src", "Z.cs"]);
        await WardlineAsync(["up"]);
        File.Delete(_folder["src", "Z.cs"]);
        await WardlineAsync(["up"]);

        Assert.Equal(3, Asked().Length);
    }

    [Theory]
    [InlineData("web/node_modules/x/index.js")]
    [InlineData("web/dist/index.html")]
    [InlineData("docs/guide.md")]
    [InlineData("tests/T.cs")]
    public async Task File_the_product_is_not_made_of_is_not_looked_at(string file)
    {
        await WardlineAsync(["up"]);
        _folder.Write(file, "changed");

        await WardlineAsync(["up"]);

        Assert.Single(Asked());
    }

    [Fact]
    public async Task Test_builds_the_tests_too_and_only_when_they_changed()
    {
        await WardlineAsync(["test"]);
        await WardlineAsync(["up"]);
        await WardlineAsync(["test", "--quick"]);
        _folder.Write("tests/T.cs", "class U;");
        await WardlineAsync(["up"]);
        await WardlineAsync(["test"]);

        Assert.Equal(["build Wardline.slnx", "build Wardline.slnx"], Asked());
    }

    [Fact]
    public async Task Two_at_once_build_once()
    {
        var both = await Task.WhenAll(
            WardlineAsync(["up"], ("BUILD_TAKES", "1")),
            WardlineAsync(["doctor"], ("BUILD_TAKES", "1")));

        Assert.Single(Asked());
        Assert.All(both, result => Assert.Contains("ran:", result.Output, StringComparison.Ordinal));
        Assert.Contains(both, result => result.Output.Contains("waiting for another build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failed_build_shows_the_error_and_is_tried_again()
    {
        var failed = await WardlineAsync(["up"], ("BUILD_FAILS", "src/A.cs(1,1): error CS1002: ; expected"));
        var second = await WardlineAsync(["up"]);

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("error CS1002", failed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ran:", failed.Output, StringComparison.Ordinal);
        Assert.Contains("ran:up", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_without_a_network_is_the_environments_fault()
    {
        var failed = await WardlineAsync(["up"], ("BUILD_FAILS", "error NU1301: Unable to load the service index"));

        Assert.Equal(2, failed.ExitCode);
        Assert.Contains("NU1301", failed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_SDK_is_said_in_words()
    {
        File.Delete(_folder["bin", "dotnet"]);
        foreach (var tool in new[] { "bash", "cat", "cut", "find", "mkdir", "readlink", "sha256sum", "shasum", "sort", "uname", "xargs" })
        {
            if (new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists) is { } place)
            {
                File.CreateSymbolicLink(_folder["bin", tool], place);
            }
        }

        var result = await WardlineAsync(["up"], ("PATH", _folder["bin"]), ("DOTNET_ROOT", _folder["nowhere"]));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the .NET 10 SDK is not installed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_SDK_is_said_in_words()
    {
        var result = await WardlineAsync(["up"], ("SDK", "9.0.300"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the .NET 10 SDK is needed; found: 9.0.300", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_Node_is_said_in_words()
    {
        var result = await WardlineAsync(["up"], ("NODE_IS", "18.19.0"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Node 20 or newer with npm is needed to build the web app; found: 18.19.0", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_code_is_the_verbs_own()
    {
        Assert.Equal(7, (await WardlineAsync(["up"], ("VERB_EXITS", "7"))).ExitCode);
    }

    [Fact]
    public async Task Script_finds_its_tree_through_a_link_and_from_elsewhere()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.CreateSymbolicLink(_folder["elsewhere", "ward"], "../wardline");

        var result = await RunAsync("./ward", ["up"], _folder["elsewhere"], []);

        Assert.Contains("ran:up", result.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_folder["artifacts", "build"]));
    }

    private Task<ProcessResult> WardlineAsync(string[] args, params (string Name, string Value)[] environment) =>
        RunAsync(_folder["wardline"], args, _folder.Path, environment);

    private async Task<ProcessResult> RunAsync(string program, string[] args, string folder, (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = $"{_folder["bin"]}:/usr/bin:/bin" };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        // Through bash, so that a relative name is found in `folder`.
        return await ChildProcess.RunAsync("bash", [program, .. args], folder, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken, variables);
    }

    private string[] Asked() => File.Exists(_folder["asked"]) ? File.ReadAllLines(_folder["asked"]) : [];

    private void Program(string name, string text)
    {
        _folder.Write(name, text);
        File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Repository() => SourceTree.Find() ?? throw new InvalidOperationException("The tests run in a checkout.");
}
