namespace Wardline.Cli.Verbs.Doctor;

internal enum Health
{
    Good,

    /// <summary>It works, but not all of it.</summary>
    Warning,

    /// <summary>Wardline does not start like this.</summary>
    Bad,
}

/// <summary>What was looked at, what was found, and what to do about it.</summary>
internal sealed record Finding(string Subject, Health Health, string Found, string? ToDo = null)
{
    public static Finding Good(string subject, string found) => new(subject, Health.Good, found);

    public static Finding Warning(string subject, string found, string toDo) => new(subject, Health.Warning, found, toDo);

    public static Finding Bad(string subject, string found, string toDo) => new(subject, Health.Bad, found, toDo);

    public static string Table(IReadOnlyList<Finding> findings)
    {
        var subject = findings.Max(finding => finding.Subject.Length);
        return string.Join('\n', findings.Select(finding =>
        {
            var mark = finding.Health switch { Health.Good => "ok  ", Health.Warning => "note", _ => "BAD " };
            var line = $"{mark}  {finding.Subject.PadRight(subject)}  {finding.Found}";
            return finding.ToDo is null ? line : $"{line}\n{new string(' ', subject + 8)}→ {finding.ToDo}";
        }));
    }
}
