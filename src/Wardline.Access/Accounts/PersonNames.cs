using System.Text;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Accounts;

/// <summary>What user names and display names may be.</summary>
public static class PersonNames
{
    public static string Normalize(string? userName) => (userName ?? "").Trim().ToLowerInvariant();

    public static Problem? CheckUserName(string userName) =>
        userName.Length is >= 2 and <= 60 && userName.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_')
            ? null
            : Problem.BadRequest("user_name_invalid", "A user name has 2 to 60 characters: letters a–z, digits, dot, hyphen, underscore.");

    public static Problem? CheckDisplayName(string? name) =>
        string.IsNullOrWhiteSpace(name) || !IsPlain(name)
            ? Problem.BadRequest("display_name_invalid", "A name has 1 to 200 bytes of plain text.")
            : null;

    public static Problem? CheckSpecialty(string? specialty) =>
        specialty is null || IsPlain(specialty) ? null : Problem.BadRequest("specialty_invalid", "A specialty has at most 200 bytes of plain text.");

    // Half a surrogate pair is read as the replacement character; marks that turn the reading direction make one name look like another.
    private static bool IsPlain(string text) =>
        Encoding.UTF8.GetByteCount(text) <= 200
        && !text.Any(c => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
        && !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
