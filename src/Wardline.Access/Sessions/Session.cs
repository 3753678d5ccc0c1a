using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wardline.Access.Sessions;

/// <summary>One sign-in of one person. Tokens and cookies only point to it.</summary>
public sealed class Session
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastActivityAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>A code: <c>signed_out</c>, <c>account_disabled</c>, <c>password_changed</c>.</summary>
    public string? EndReason { get; set; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder) => builder.HasKey(session => session.Id);
}

/// <summary>How long a session lives, section <c>Wardline:Sessions</c>.</summary>
public sealed class SessionLifetimeOptions : IValidatableObject
{
    /// <summary>Without a person's act a session ends after this. 1 minute to 12 hours; default 30 minutes.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this in any case. Up to 24 hours; default 12 hours.</summary>
    public TimeSpan Absolute { get; set; } = TimeSpan.FromHours(12);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Idle < TimeSpan.FromMinutes(1) || Idle > TimeSpan.FromHours(12))
        {
            yield return new ValidationResult("Wardline:Sessions:Idle is 1 minute to 12 hours.");
        }

        if (Absolute < Idle || Absolute > TimeSpan.FromHours(24))
        {
            yield return new ValidationResult("Wardline:Sessions:Absolute is between Idle and 24 hours.");
        }
    }
}
