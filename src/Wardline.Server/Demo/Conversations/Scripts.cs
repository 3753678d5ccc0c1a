using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Wardline.Server.Demo.Conversations;

/// <summary>
/// Reads the conversation scripts beside this file. A script is <c># key: value</c> lines, then one message per line:
/// <c>-2 07:15 costa: text</c> two days ago at that hour (UTC), or <c>-45m costa!: text</c> 45 minutes ago.
/// <c>!</c> makes it urgent, <c>!!</c> critical, <c>^2</c> a reply to the message two lines up.
/// </summary>
internal static partial class Scripts
{
    private const string Prefix = "Wardline.Server.Demo.Conversations.";

    public static IReadOnlyList<DemoConversation> Load(
        DemoIds ids, IReadOnlyDictionary<string, DemoUser> users, IReadOnlyDictionary<string, Guid> patients, DateTimeOffset now)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Read(name[Prefix.Length..^4], reader.ReadToEnd(), ids, users, patients, now);
        })];
    }

    internal static DemoConversation Read(
        string name, string script, DemoIds ids, IReadOnlyDictionary<string, DemoUser> users, IReadOnlyDictionary<string, Guid> patients, DateTimeOffset now)
    {
        var header = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<Line>();
        foreach (var text in script.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (HeaderLine().Match(text) is { Success: true } entry)
            {
                header[entry.Groups["key"].Value] = entry.Groups["value"].Value;
            }
            else
            {
                lines.Add(ReadLine(name, text, now));
            }
        }

        var department = header.GetValueOrDefault("department");
        if (header.ContainsKey("history"))
        {
            lines.InsertRange(0, WardHistory.Write(ids.Chance($"history/{name}"), now));
        }

        Guid[] people = [.. header["kind"] == "department"
            ? users.Values.Where(user => user.Account.Departments.Contains(department!)).Select(user => user.Id)
            : header["participants"].Split(' ').Select(key => users[key].Id)];
        var messages = new List<DemoMessage>(lines.Count);
        foreach (var line in lines)
        {
            var at = line.At;
            messages.Add(new(
                ids.Make(at, $"conversation/{name}/{messages.Count}"),
                ids.Make(at, $"conversation/{name}/{messages.Count}/client"),
                users[line.Author].Id,
                line.Text,
                at,
                line.Priority,
                line.Back > 0 ? messages[^line.Back].Id : null));
        }

        var created = lines[0].At.AddMinutes(-1);
        return new(
            ids.Make(created, $"conversation/{name}"),
            header["kind"],
            header.GetValueOrDefault("title"),
            department,
            header.TryGetValue("patient", out var mrn) ? patients[mrn] : null,
            people,
            created,
            messages,
            [.. people.Select(person => new DemoReceipt(person, ReadBy(person, messages, now)))]);
    }

    // Everybody has read up to their own last word, and what is older than an hour.
    private static int ReadBy(Guid person, List<DemoMessage> messages, DateTimeOffset now) =>
        messages.FindLastIndex(message => message.AuthorId == person || message.CreatedAt < now.AddHours(-1)) + 1;

    private static Line ReadLine(string name, string text, DateTimeOffset now)
    {
        var match = MessageLine().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"The script {name} has a line that is no message: {text}");
        }

        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var at = match.Groups["minutes"] is { Success: true } minutes
            ? now.AddMinutes(-int.Parse(minutes.ValueSpan, CultureInfo.InvariantCulture))
            : day.AddDays(-int.Parse(match.Groups["days"].ValueSpan, CultureInfo.InvariantCulture)) + TimeSpan.Parse(match.Groups["clock"].Value, CultureInfo.InvariantCulture);
        var priority = match.Groups["mark"].Value switch { "!!" => "critical", "!" => "urgent", _ => "routine" };
        var back = match.Groups["back"] is { Success: true } steps ? int.Parse(steps.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new(at, match.Groups["author"].Value, match.Groups["text"].Value, priority, back);
    }

    [GeneratedRegex("^# (?<key>[a-z]+): (?<value>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^-((?<minutes>\d+)m|(?<days>\d+) (?<clock>\d\d:\d\d)) (?<author>[a-z]+)(?<mark>!{0,2})(\^(?<back>\d+))?: (?<text>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageLine();
}

internal sealed record Line(DateTimeOffset At, string Author, string Text, string Priority = "routine", int Back = 0);
