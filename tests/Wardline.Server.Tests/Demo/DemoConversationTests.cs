using System.Text.Json;
using Wardline.Server.Demo.Conversations;

namespace Wardline.Server.Demo;

public sealed class DemoConversationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<DateTimeOffset> Hours => new() { Noon, Noon.AddHours(-12), Noon.AddHours(-8).AddMinutes(1), Noon.AddHours(12).AddSeconds(-1) };

    [Fact]
    public void There_are_rooms_direct_ones_groups_and_some_about_patients()
    {
        var conversations = DemoHospital.Create(DemoHospital.Seed, Noon).Conversations;
        Assert.True(conversations.Count >= 14);
        Assert.Equal(4, conversations.Count(each => each.Kind == "department"));
        Assert.True(conversations.Count(each => each.Kind == "direct") >= 4);
        Assert.True(conversations.Count(each => each.Kind == "group") >= 3);
        Assert.True(conversations.Count(each => each.Kind == "patient") >= 3);
        Assert.All(conversations, each => Assert.True(each.Messages.Count >= 8));
        Assert.Contains(conversations, each => each.Department == "cardiology" && each.Messages.Count >= 300);
        Assert.Contains(conversations.SelectMany(each => each.Messages), message => message.Priority == "urgent");
        Assert.Contains(conversations.SelectMany(each => each.Messages), message => message.Priority == "critical");
    }

    [Theory, MemberData(nameof(Hours))]
    public void Messages_are_in_order_and_none_is_of_the_future(DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(DemoHospital.Seed, now).Conversations, each =>
        {
            var times = each.Messages.Select(message => message.CreatedAt).ToArray();
            Assert.Equal(times.Order(), times);
            Assert.True(times[^1] <= now);
            Assert.True(each.CreatedAt < times[0]);
        });

    [Fact]
    public void Only_participants_write_and_replies_stay_in_the_conversation() =>
        Assert.All(DemoHospital.Create(DemoHospital.Seed, Noon).Conversations, each =>
        {
            Assert.All(each.Messages, message => Assert.Contains(message.AuthorId, each.Participants));
            Assert.All(each.Messages.Where(message => message.ReplyTo is not null), reply =>
                Assert.Contains(each.Messages, message => message.Id == reply.ReplyTo && message.CreatedAt < reply.CreatedAt));
            Assert.Equal(each.Participants, each.Receipts.Select(receipt => receipt.UserId));
            Assert.Equal(each.Kind == "direct" ? 2 : each.Participants.Count, each.Participants.Count);
        });

    [Fact]
    public void Whoever_talks_about_a_patient_may_see_the_patient()
    {
        var hospital = DemoHospital.Create(DemoHospital.Seed, Noon);
        Assert.All(hospital.Conversations.Where(each => each.PatientId is not null), each =>
        {
            var department = hospital.Patients.Single(patient => patient.Patient.Id == each.PatientId).Encounter.DepartmentId;
            Assert.All(each.Participants, person => Assert.Contains(department, hospital.Users.Single(user => user.Id == person).Account.Departments));
        });
    }

    [Theory, MemberData(nameof(Hours))]
    public void Patients_who_are_named_had_come_by_then(DateTimeOffset now)
    {
        var hospital = DemoHospital.Create(DemoHospital.Seed, now);
        foreach (var message in hospital.Conversations.SelectMany(each => each.Messages))
        {
            Assert.All(
                hospital.Patients.Where(patient => message.Content.Contains($"{patient.Patient.GivenName} {patient.Patient.FamilyName}", StringComparison.Ordinal)),
                patient => Assert.True(patient.Encounter.AdmittedAt <= message.CreatedAt, $"{patient.Patient.Mrn}: {message.Content}"));
        }
    }

    [Theory, MemberData(nameof(Hours))]
    public void A_conversation_about_a_patient_starts_after_the_admission(DateTimeOffset now)
    {
        var hospital = DemoHospital.Create(DemoHospital.Seed, now);
        Assert.All(hospital.Conversations.Where(each => each.PatientId is not null), each =>
            Assert.True(hospital.Patients.Single(patient => patient.Patient.Id == each.PatientId).Encounter.AdmittedAt <= each.Messages[0].CreatedAt));
    }

    [Fact]
    public void A_line_that_is_no_message_stops_the_start()
    {
        var error = Assert.Throws<FormatException>(() => Scripts.Read(
            "broken", "# kind: direct\n# participants: santos\n-1 07:10 santos no colon", new DemoIds(1), new Dictionary<string, DemoUser>(), new Dictionary<string, Guid>(), Noon));
        Assert.Contains("santos no colon", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Account_lines_hold_name_password_role_and_departments()
    {
        var lines = DemoAccounts.Lines().ToArray();
        Assert.Equal(14, lines.Length);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("dr.santos.cardio", first.GetProperty("user_name").GetString());
        Assert.Equal("ward-santos-7", first.GetProperty("password").GetString());
        Assert.Equal("physician", first.GetProperty("role").GetString());
        Assert.Equal("cardiology", first.GetProperty("departments")[0].GetString());
        Assert.Equal(14, DemoAccounts.All.Select(account => account.Password).Distinct(StringComparer.Ordinal).Count());
    }
}
