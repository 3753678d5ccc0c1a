using System.Reflection;
using System.Text.RegularExpressions;

namespace Wardline.SocketIO.Tests;

public sealed partial class RuleCoverageTests
{
    [Fact]
    public void Every_rule_of_the_specification_has_a_test_and_every_test_names_a_rule_that_exists()
    {
        string root = typeof(RuleCoverageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var written = Rule().Matches(File.ReadAllText(Path.Combine(root, "docs", "protocol", "socketio.md"))).Select(match => match.Groups["rule"].Value);
        var tested = typeof(RuleCoverageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<TraitAttribute>())
            .Where(trait => trait.Name == "Rule")
            .Select(trait => trait.Value)
            .Distinct();
        Assert.Equal(written.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\*\*(?<rule>[A-Z]+-\d+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
