using Wardline.Server.Demo.Cases;
using Wardline.Server.Demo.Conversations;

namespace Wardline.Server.Demo;

/// <summary>
/// The demo hospital as plain data. The same seed and time give the same content and ids, to the byte; times are relative to
/// <c>now</c>, so that the ward is always today's. Every person in it is invented.
/// </summary>
public sealed record DemoHospital(
    string Name,
    IReadOnlyList<DemoDepartment> Departments,
    IReadOnlyList<DemoUser> Users,
    IReadOnlyList<DemoPatient> Patients,
    IReadOnlyList<DemoConversation> Conversations)
{
    public const int Seed = 7823;

    public static DemoHospital Create(int seed, DateTimeOffset now)
    {
        now = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        var ids = new DemoIds(seed);

        var opened = now.AddDays(-90);
        var users = DemoAccounts.All.Select(account => new DemoUser(ids.Make(opened, $"user/{account.UserName}"), account)).ToArray();
        var byKey = users.ToDictionary(user => user.Account.Key, StringComparer.Ordinal);

        CaseTemplate[] templates = [.. CardiologyCases.All, .. EmergencyCases.All, .. SurgeryCases.All, .. IntensiveCareCases.All];
        var byCase = templates.ToDictionary(template => template.Key, StringComparer.Ordinal);
        var patients = Roster.All.Select(entry =>
        {
            var user = byKey[entry.Attending];
            var attending = new DemoAttending(user.Id, user.Account.DisplayName);
            return entry.Case == JoaoSilva.Case
                ? JoaoSilva.Admit(ids, entry, attending, now)
                : AdmitPatient.From(ids, entry, byCase[entry.Case], attending, now);
        }).ToArray();

        var conversations = Scripts.Load(ids, byKey, patients.ToDictionary(each => each.Patient.Mrn, each => each.Patient.Id, StringComparer.Ordinal), now);
        return new("Hospital de Santa Clara", DemoAccounts.Departments, users, patients, conversations);
    }
}

public sealed record DemoUser(Guid Id, DemoAccount Account);

/// <param name="Kind">direct, group, department or patient.</param>
/// <param name="Title">Empty for a direct one (each sees the other's name) and a department's (it has the department's).</param>
public sealed record DemoConversation(
    Guid Id,
    string Kind,
    string? Title,
    string? Department,
    Guid? PatientId,
    IReadOnlyList<Guid> Participants,
    DateTimeOffset CreatedAt,
    IReadOnlyList<DemoMessage> Messages,
    IReadOnlyList<DemoReceipt> Receipts);

/// <param name="Read">How many of the messages this person has read, from the first on.</param>
public sealed record DemoReceipt(Guid UserId, int Read);

/// <param name="Priority">routine, urgent or critical.</param>
public sealed record DemoMessage(
    Guid Id, Guid ClientId, Guid AuthorId, string Content, DateTimeOffset CreatedAt, string Priority, Guid? ReplyTo);
