using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Access.Accounts;

public sealed class User
{
    public Guid Id { get; init; }

    /// <summary>Lower case; what is typed at sign-in.</summary>
    public required string UserName { get; init; }

    public required string DisplayName { get; set; }

    public Role Role { get; set; }

    public string? Specialty { get; set; }

    /// <summary>JSON object; what the assistant may know of this clinician (rounds, habits).</summary>
    public string Preferences { get; set; } = "{}";

    public required string PasswordHash { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; set; }

    public List<Membership> Memberships { get; init; } = [];
}

public sealed class Membership
{
    public Guid UserId { get; init; }

    public required string DepartmentId { get; init; }
}

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("app_user");
        builder.Property(user => user.Role).HasConversion(role => RoleName.Of(role), name => RoleName.Read(name)!.Value);
        builder.Property(user => user.Preferences).HasColumnType("jsonb");
        builder.HasMany(user => user.Memberships).WithOne().HasForeignKey(membership => membership.UserId);
    }
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder) =>
        builder.HasKey(membership => new { membership.UserId, membership.DepartmentId });
}

/// <summary>Roles as the wire and the database write them.</summary>
public static class RoleName
{
    public static string Of(Role role) => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());

    public static Role? Read(string? name) =>
        Enum.GetValues<Role>().Where(role => Of(role) == name).Select(role => (Role?)role).FirstOrDefault();
}
