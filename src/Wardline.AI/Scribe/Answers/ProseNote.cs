using System.Text.RegularExpressions;

namespace Wardline.AI.Scribe.Answers;

/// <summary>A note written as text under headings, Markdown or not.</summary>
internal static partial class ProseNote
{
    /// <summary>What stands before the first heading is talk, not note. Without any heading there is nothing.</summary>
    public static IEnumerable<ReadSentence> Read(string text, SectionNames names)
    {
        string? section = null;
        foreach (var line in text.Split('\n'))
        {
            var (heading, rest) = Heading(line.Trim(), names);
            section = heading ?? section;
            if (section is null || Fence().IsMatch(line))
            {
                continue;
            }

            foreach (var sentence in Sentences.Of(rest))
            {
                yield return new ReadSentence(section, sentence, []);
            }
        }
    }

    private static (string? Section, string Text) Heading(string line, SectionNames names)
    {
        var marked = Marked().IsMatch(line);
        var colon = line.IndexOf(':');
        var name = colon > 0 ? line[..colon] : line;
        if (colon > 0 || marked || IsCapitals(line))
        {
            var found = marked || IsCapitals(name) ? names.FindIn(name) : names.Find(name);
            if (found is not null)
            {
                return (found, colon > 0 ? line[(colon + 1)..].TrimStart('*', '_', ' ') : "");
            }
        }

        return (null, line);
    }

    private static bool IsCapitals(string line) => line.Any(char.IsAsciiLetterUpper) && !line.Any(char.IsAsciiLetterLower);

    [GeneratedRegex(@"^(#{1,6}\s|\*\*[^*]+\*\*:?\s*$|\*\*[^*]+:\*\*|__[^_]+__:?\s*$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\s*(```|---+\s*$|===+\s*$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();
}
