namespace Wardline.Server.Demo;

/// <summary>Dr. Santos and João Silva, exactly.</summary>
public sealed class SeedSceneTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 7, 30, 0, TimeSpan.Zero);
    private static readonly DemoHospital Hospital = DemoHospital.Create(DemoHospital.Seed, Now);
    private static readonly DemoPatient Joao = Hospital.Patients.Single(patient => patient.Patient.Mrn == "7823");

    [Fact]
    public void Dr_Santos_is_an_interventional_cardiologist_with_his_habits()
    {
        var santos = Hospital.Users.Single(user => user.Account.UserName == "dr.santos.cardio").Account;
        Assert.Equal("physician", santos.Role);
        Assert.Equal("Interventional cardiology", santos.Specialty);
        Assert.Equal(["cardiology"], santos.Departments);
        Assert.Equal(new DemoPreferences("Aggressive antiplatelet therapy", new(7, 0), new(9, 0)), santos.Preferences);
        Assert.Equal("ward-santos-7", santos.Password);
    }

    [Theory]
    [InlineData("2026-11-21T00:00:00Z")]
    [InlineData("2026-11-21T07:30:00Z")]
    [InlineData("2026-11-21T23:59:59Z")]
    [InlineData("2028-02-29T12:00:00Z")]
    public void Joao_Silva_is_67_and_on_day_2_at_any_hour(string at)
    {
        var now = DateTimeOffset.Parse(at);
        var joao = DemoHospital.Create(DemoHospital.Seed, now).Patients.Single(patient => patient.Patient.Mrn == "7823");
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        Assert.InRange(joao.Patient.BirthDate, today.AddYears(-68).AddDays(1), today.AddYears(-67));
        Assert.Equal(today.AddDays(-1), DateOnly.FromDateTime(joao.Encounter.AdmittedAt.UtcDateTime));
        Assert.Equal(45m, joao.Observations.Where(each => each.Text == "Troponin I").MaxBy(each => each.EffectiveAt)!.Value);
    }

    [Fact]
    public void He_is_in_cardiology_under_Dr_Santos_with_a_STEMI()
    {
        Assert.Equal(("Silva", "João", "male", false), (Joao.Patient.FamilyName, Joao.Patient.GivenName, Joao.Patient.Gender, Joao.Patient.Deceased));
        Assert.Equal(("cardiology", "STEMI, day 2", "in-progress"), (Joao.Encounter.DepartmentId, Joao.Encounter.Reason, Joao.Encounter.Status));
        Assert.Equal("Dr. Ricardo Santos", Joao.Encounter.AttendingName);
    }

    [Fact]
    public void His_problems_drugs_and_allergy_are_those_of_the_scene()
    {
        Assert.Equal(["I21.02", "E11.9", "I10", "I25.2"], Joao.Conditions.Select(condition => condition.Code));
        Assert.Equal(["Aspirin", "Metformin"], Joao.Medications.Where(medication => medication.Status == "active").Select(medication => medication.Text));
        Assert.Equal(2, Joao.Medications.Count);
        var allergy = Assert.Single(Joao.Allergies);
        Assert.Equal("Penicillin", allergy.Substance);
        Assert.False(Joao.Patient.NoKnownAllergies);
    }

    [Fact]
    public void His_values_are_those_of_the_scene()
    {
        var troponin = Joao.Observations.Where(each => each.Text == "Troponin I").MaxBy(each => each.EffectiveAt)!;
        Assert.Equal((45m, "ng/mL", "H"), (troponin.Value, troponin.Unit, troponin.Interpretation));
        string[] expected = ["BNP", "Cholesterol, total", "LDL cholesterol, calculated", "HDL cholesterol", "Triglycerides"];
        Assert.All(expected, name => Assert.Contains(Joao.Observations, each => each.Text == name));
    }

    [Fact]
    public void His_latest_ECG_reads_as_in_the_scene()
    {
        var ecg = Joao.Reports.Where(report => report.Kind == "ecg").MaxBy(report => report.EffectiveAt)!;
        Assert.Equal(["ST elevation V2–V6", "Anterior Q waves", "Poor R-wave progression"], ecg.Findings);
    }
}
