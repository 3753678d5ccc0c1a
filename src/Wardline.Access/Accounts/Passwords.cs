using Microsoft.AspNetCore.Identity;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Accounts;

public enum PasswordJudgement
{
    Wrong,
    Right,

    /// <summary>Hashed with weaker settings than today's; hash it anew now that it is known.</summary>
    RightButOldHash,
}

/// <summary>The framework's password hashing (PBKDF2, versioned), and what a new password must be.</summary>
public sealed class Passwords
{
    private const int MinLength = 10;
    private const int MaxLength = 200;
    private readonly PasswordHasher<string> _hasher = new();
    private readonly string _hashOfNobody;

    public Passwords() => _hashOfNobody = _hasher.HashPassword("", Guid.NewGuid().ToString());

    // Length and a list of what everyone tries first; composition rules make people write passwords down (NIST SP 800-63B).
    private static readonly string[] Commonest =
    [
        "1234567890", "12345678901", "123456789012", "qwertyuiop", "password12", "password123", "password1234", "passwordpassword",
        "iloveyou12", "iloveyou123", "letmein123", "welcome123", "welcome1234", "administrator", "hospital123", "hospital1234",
        "changeme123", "qwerty12345", "qwerty123456", "abcdefghij", "0123456789", "1q2w3e4r5t", "1qaz2wsx3edc", "aaaaaaaaaa",
    ];

    public string Hash(string password) => _hasher.HashPassword("", password);

    /// <summary>A null hash is always wrong and costs the same time: an unknown name must not answer faster than a wrong password.</summary>
    public PasswordJudgement Judge(string? hash, string password) =>
        _hasher.VerifyHashedPassword("", hash ?? _hashOfNobody, password) switch
        {
            _ when hash is null => PasswordJudgement.Wrong,
            PasswordVerificationResult.Success => PasswordJudgement.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordJudgement.RightButOldHash,
            _ => PasswordJudgement.Wrong,
        };

    public static Problem? Check(string? password, string userName) =>
        password is null || password.Length < MinLength ? Weak($"A password has at least {MinLength} characters.")
        : password.Length > MaxLength ? Weak($"A password has at most {MaxLength} characters.")
        : password.Contains(userName, StringComparison.OrdinalIgnoreCase) ? Weak("A password does not contain the user name.")
        : Commonest.Contains(password, StringComparer.OrdinalIgnoreCase) || password.Distinct().Count() < 4 ? Weak("That password is among the first that are tried.")
        : null;

    private static Problem Weak(string message) => Problem.BadRequest("password_weak", message);
}
