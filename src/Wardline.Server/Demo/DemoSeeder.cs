using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Wardline.Access.Accounts;
using Wardline.Access.Departments;
using Wardline.Data;
using Wardline.Messaging.Conversations;

namespace Wardline.Server.Demo;

public enum DemoSeeding
{
    /// <summary>The demo hospital was written.</summary>
    Written,

    /// <summary>It was there before; nothing was written.</summary>
    AlreadyThere,

    /// <summary>The database holds accounts that are not the demo's; nothing was written.</summary>
    NotEmpty,
}

/// <summary>
/// Writes the demo hospital into an empty database: one transaction, once. History gets the rows that the write path
/// would have left (streams, changes, receipts), with its own times.
/// </summary>
public sealed class DemoSeeder(WardlineDb db, TimeProvider time)
{
    private const long LockKey = 0x5741_5244_4445_4d4f;        // "WARDDEMO"

    // These passwords are printed on the screen: a slow hash would protect nothing and make the first start slower.
    private static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 10_000 }));

    public async Task<DemoSeeding> SeedAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", ct);
        if (await IsTrueAsync(connection, "select exists (select 1 from demo_hospital)", ct))
        {
            return DemoSeeding.AlreadyThere;
        }

        if (await IsTrueAsync(connection, "select exists (select 1 from app_user) or exists (select 1 from patient)", ct))
        {
            return DemoSeeding.NotEmpty;
        }

        var now = time.GetUtcNow();
        var hospital = DemoHospital.Create(DemoHospital.Seed, now);
        await WriteAccountsAsync(hospital, now, ct);
        await WriteRecordsAsync(hospital, ct);
        await WriteConversationsAsync(hospital, ct);
        var rows = new DemoRows(connection);
        await rows.WriteObservationsAsync(hospital, ct);
        await rows.WriteFeedAsync(hospital, ct);
        await rows.MarkAsync(DemoHospital.Seed, now, ct);
        await transaction.CommitAsync(ct);
        return DemoSeeding.Written;
    }

    /// <summary>Whether the database holds the demo hospital, and with it accounts whose passwords are public.</summary>
    public static async Task<bool> IsDemoAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select exists (select 1 from demo_hospital)");
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    private Task WriteAccountsAsync(DemoHospital hospital, DateTimeOffset now, CancellationToken ct)
    {
        db.AddRange(hospital.Departments.Select(department => new Department { Id = department.Id, Name = department.Name }));
        db.AddRange(hospital.Users.Select(user => new User
        {
            Id = user.Id,
            UserName = user.Account.UserName,
            DisplayName = user.Account.DisplayName,
            Role = RoleName.Read(user.Account.Role)!.Value,
            Specialty = user.Account.Specialty,
            Preferences = user.Account.Preferences is { } own ? JsonSerializer.Serialize(own, DemoJson.Default.DemoPreferences) : "{}",
            PasswordHash = Hasher.HashPassword("", user.Account.Password),
            CreatedAt = now,
            Memberships = [.. user.Account.Departments.Select(department => new Membership { UserId = user.Id, DepartmentId = department })],
        }));
        return SaveAsync(ct);
    }

    private Task WriteRecordsAsync(DemoHospital hospital, CancellationToken ct)
    {
        foreach (var each in hospital.Patients)
        {
            db.Add(each.Patient);
            db.Add(each.Encounter);
            db.AddRange(each.Allergies);
            db.AddRange(each.Conditions);
            db.AddRange(each.Medications);
            db.AddRange(each.Reports);
        }

        return SaveAsync(ct);
    }

    private Task WriteConversationsAsync(DemoHospital hospital, CancellationToken ct)
    {
        db.AddRange(hospital.Conversations.Select(each => new Conversation
        {
            Id = each.Id,
            Kind = each.Kind,
            Title = each.Title,
            DepartmentId = each.Department,
            PatientId = each.PatientId,
            DirectKey = each.Kind == "direct" ? string.Concat(each.Participants.Order().Select(person => person.ToString("N"))) : null,
            CreatedAt = each.CreatedAt,
            CreatedBy = each.Messages[0].AuthorId,
            Participants = each.Kind == "department"
                ? []
                : [.. each.Participants.Select(person => new Participant { ConversationId = each.Id, UserId = person, JoinedAt = each.CreatedAt })],
        }));
        return SaveAsync(ct);
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
