using Microsoft.EntityFrameworkCore;
using Wardline.Access.Accounts;
using Wardline.Access.Departments;
using Wardline.Data;

namespace Wardline.Access.Tests.Harness;

/// <summary>Two departments and a person of each role, all with one password.</summary>
internal static class Ward
{
    public const string Password = "the-ward-at-night";
    public const string Physician = "dr.santos";
    public const string Nurse = "nurse.costa";
    public const string Administrator = "admin.one";
    public const string PrivacyOfficer = "privacy.one";

    private static readonly string Hash = new Passwords().Hash(Password);

    public static async Task FillAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WardlineDb>();
        db.AddRange(new Department { Id = "cardiology", Name = "Cardiology" }, new Department { Id = "surgery", Name = "Surgery" });
        db.AddRange(
            Person(Physician, "Dr. Ricardo Santos", Role.Physician, "cardiology"),
            Person(Nurse, "Marta Costa", Role.Nurse, "cardiology"),
            Person(Administrator, "Ana Reis", Role.Administrator),
            Person(PrivacyOfficer, "Rui Melo", Role.PrivacyOfficer));
        await db.SaveChangesAsync();
    }

    public static async Task<Guid> IdOfAsync(IServiceProvider services, string userName)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<WardlineDb>().Set<User>().SingleAsync(user => user.UserName == userName)).Id;
    }

    private static User Person(string userName, string displayName, Role role, params string[] departments)
    {
        var id = Guid.CreateVersion7();
        var user = new User
        {
            Id = id,
            UserName = userName,
            DisplayName = displayName,
            Role = role,
            PasswordHash = Hash,
            CreatedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        user.Memberships.AddRange(departments.Select(department => new Membership { UserId = id, DepartmentId = department }));
        return user;
    }
}
