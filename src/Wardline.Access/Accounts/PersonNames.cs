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
        string.IsNullOrWhiteSpace(name) || Encoding.UTF8.GetByteCount(name) > 200 || name.Any(char.IsControl) || name.EnumerateRunes().Contains(Rune.ReplacementChar)
            ? Problem.BadRequest("display_name_invalid", "A name has 1 to 200 bytes of plain text.")
            : null;
}
