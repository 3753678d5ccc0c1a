using Wardline.Cli.Verbs;

namespace Wardline.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nosuch")]
    [InlineData("nosuch", "--port", "1")]
    [InlineData]
    public async Task Unknown_verb_is_answered_with_the_list_of_verbs(params string[] args)
    {
        var (code, error) = await RunAsync(args);

        Assert.Equal(ExitCode.InputAtFault, code);
        Assert.All(AllVerbs.Create().Subcommands, verb => Assert.Contains($"  {verb.Name} ", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_verb_of_a_verb_is_answered_with_the_list_of_its_verbs()
    {
        var (code, error) = await RunAsync("certs", "nosuch");

        Assert.Equal(ExitCode.InputAtFault, code);
        Assert.Contains("wardline certs: there is no verb 'nosuch'", error, StringComparison.Ordinal);
        Assert.Contains("  init ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wardline certs init: --days must be from 1 to 397", "certs", "init", "--days", "398")]
    [InlineData("'ward:443' is neither a host name nor an address", "certs", "init", "--host", "ward:443")]
    [InlineData("wardline test: --quick and --faults exclude each other", "test", "--quick", "--faults")]
    [InlineData("wardline doctor: --port must be from 1 to 65535", "doctor", "--port", "0")]
    [InlineData("wardline doctor: ", "doctor", "--nosuch")]
    public async Task Bad_option_is_said_in_words(string words, params string[] args)
    {
        var (code, error) = await RunAsync(args);

        Assert.Equal(ExitCode.InputAtFault, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] args)
    {
        using var error = new StringWriter();
        return (await CommandLine.RunAsync(AllVerbs.Create(), args, error), error.ToString());
    }
}
