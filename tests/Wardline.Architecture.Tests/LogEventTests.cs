using System.Text.RegularExpressions;

namespace Wardline.Architecture;

public sealed partial class LogEventTests
{
    /// <summary>Operators filter and alert by these numbers.</summary>
    [Fact]
    public void Each_log_event_has_a_number_of_its_own()
    {
        var numbers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => EventId().Matches(File.ReadAllText(file)).Select(match => match.Groups["id"].Value))
            .ToList();

        Assert.True(numbers.Count > 15);
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [GeneratedRegex(@"\[LoggerMessage\((EventId = )?(?<id>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EventId();
}
