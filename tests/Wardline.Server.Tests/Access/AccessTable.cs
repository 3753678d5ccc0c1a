using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Wardline.Access;

namespace Wardline.Server.Tests.Access;

/// <summary>A row of access-table.md.</summary>
/// <param name="Act"><c>METHOD /path</c>, <c>event name</c> or <c>socket /path</c>.</param>
/// <param name="Sent">JSON; empty when nothing is sent.</param>
/// <param name="Expected">What each person gets, by the column's name.</param>
internal sealed record AccessRow(string Act, string Sent, IReadOnlyDictionary<string, string> Expected)
{
    public string? Socket => Act.StartsWith("socket ", StringComparison.Ordinal) ? Act["socket ".Length..] : null;

    public string? Event => Act.StartsWith("event ", StringComparison.Ordinal) ? Act["event ".Length..] : null;
}

internal static partial class AccessTable
{
    /// <summary>The demo account behind each column, and the role it stands for.</summary>
    public static IReadOnlyDictionary<string, (string UserName, Role Role)?> People { get; } = new Dictionary<string, (string, Role)?>
    {
        ["nobody"] = null,
        ["physician"] = ("dr.santos.cardio", Role.Physician),
        ["nurse"] = ("nurse.costa.cardio", Role.Nurse),
        ["physician elsewhere"] = ("dr.martins.surg", Role.Physician),
        ["administrator"] = ("admin.demo", Role.Administrator),
        ["privacy officer"] = ("privacy.demo", Role.PrivacyOfficer),
    };

    public static IReadOnlyList<AccessRow> Rows { get; } = Read();

    /// <summary>A route without its query and the names of its parameters: <c>GET /api/patients/{}</c>.</summary>
    public static string Shape(string route) => Parameter().Replace(route.Split('?')[0].TrimEnd('/'), "{}");

    private static List<AccessRow> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Here())!, "access-table.md"))
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()).ToList();
        var columns = lines[0][2..];
        return lines.Skip(2).Select(cells => new AccessRow(
            cells[0],
            cells[1].Trim('`'),
            columns.Zip(cells[2..]).ToDictionary(pair => pair.First, pair => pair.Second))).ToList();
    }

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
