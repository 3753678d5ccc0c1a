using System.Text.Json;
using Wardline.Clinical.Medications;
using Wardline.Clinical.Observations;
using Wardline.Server.Demo.Cases;

namespace Wardline.Server.Demo;

/// <summary>What makes the demo's patients believable, for the shipped seed and for others.</summary>
public sealed class DemoCoherenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<int, DateTimeOffset> Hospitals => new()
    {
        { DemoHospital.Seed, Noon },
        { DemoHospital.Seed, Noon.AddHours(-12) },
        { DemoHospital.Seed, Noon.AddHours(12).AddSeconds(-1) },
        { DemoHospital.Seed, new(2028, 2, 29, 6, 30, 0, TimeSpan.Zero) },
        { 1, Noon },
        { 2, Noon },
        { 3, Noon },
        { 4, Noon },
    };

    [Theory, MemberData(nameof(Hospitals))]
    public void Forty_patients_lie_in_four_departments_under_twelve_clinicians(int seed, DateTimeOffset now)
    {
        var hospital = DemoHospital.Create(seed, now);
        Assert.Equal(40, hospital.Patients.Count);
        Assert.Equal(["cardiology", "emergency", "surgery", "icu"], hospital.Departments.Select(department => department.Id));
        Assert.Equal(12, hospital.Users.Count(user => user.Account.Role is "physician" or "nurse"));
        Assert.Single(hospital.Users, user => user.Account.Role == "administrator");
        Assert.Single(hospital.Users, user => user.Account.Role == "privacy_officer");
        Assert.All(hospital.Departments, department =>
            Assert.True(hospital.Patients.Count(patient => patient.Encounter.DepartmentId == department.Id) >= 8));
        Assert.Equal(40, hospital.Patients.Select(patient => patient.Encounter.Location).Distinct(StringComparer.Ordinal).Count());
        Assert.True(Roster.All.Select(entry => entry.Case).Distinct(StringComparer.Ordinal).Count() >= 16);
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Record_numbers_and_ids_are_unique(int seed, DateTimeOffset now)
    {
        var hospital = DemoHospital.Create(seed, now);
        Assert.Equal(40, hospital.Patients.Select(patient => patient.Patient.Mrn).Distinct(StringComparer.Ordinal).Count());
        Assert.All(hospital.Patients, patient => Assert.Matches("^[0-9]{4}$", patient.Patient.Mrn));
        var ids = Ids(hospital).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(7, id.Version));
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Each_attending_is_a_physician_of_the_patients_department(int seed, DateTimeOffset now)
    {
        var hospital = DemoHospital.Create(seed, now);
        Assert.All(hospital.Patients, patient =>
        {
            var attending = Assert.Single(hospital.Users, user => user.Id == patient.Encounter.AttendingId);
            Assert.Equal("physician", attending.Account.Role);
            Assert.Contains(patient.Encounter.DepartmentId, attending.Account.Departments);
            Assert.Equal(attending.Account.DisplayName, patient.Encounter.AttendingName);
        });
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Times_are_in_order(int seed, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            var admitted = patient.Encounter.AdmittedAt;
            Assert.True(admitted < now);
            Assert.InRange(AgeOn(today, patient.Patient.BirthDate), 18, 95);
            Assert.All(patient.Conditions, condition =>
                Assert.InRange(condition.Onset!.Value, patient.Patient.BirthDate.AddYears(15), DateOnly.FromDateTime(admitted.UtcDateTime)));
            Assert.All(patient.Observations, observation => Assert.InRange(observation.EffectiveAt, admitted, now));
            Assert.All(patient.Reports, report => Assert.InRange(report.EffectiveAt, admitted, now));
            Assert.All(patient.Medications, medication => Assert.True(medication.StartedAt <= now));
            Assert.All(patient.Medications.Where(medication => medication.Kind == "order"), order => Assert.True(order.StartedAt >= admitted));
            Assert.All(patient.Medications, medication => Assert.Equal(medication.Status == "completed", medication.EndedAt is not null));
        });
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Nobody_gets_a_drug_they_are_allergic_to(int seed, DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            var codes = patient.Medications.Select(medication => medication.Code!).ToArray();
            foreach (var allergy in patient.Allergies)
            {
                // By class as WHO names it, and what the class is known to cross-react with.
                string[] forbidden = allergy.Substance switch
                {
                    "Penicillin" when allergy.Severity == "severe" => ["J01C", "J01D"],
                    "Penicillin" => ["J01C"],
                    "Nonsteroidal anti-inflammatory drugs" => ["M01A", "B01AC06", "N02BB"],
                    "Codeine" => ["N02A", "N01AH"],
                    _ => allergy.Code is { } code ? [code] : [],
                };
                Assert.DoesNotContain(codes, code => forbidden.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)));
            }

            Assert.False(patient.Patient.NoKnownAllergies && patient.Allergies.Count > 0);
        });

    [Fact]
    public void Allergies_are_known_for_some_denied_by_some_and_not_asked_for_a_few()
    {
        var patients = DemoHospital.Create(DemoHospital.Seed, Noon).Patients;
        Assert.InRange(patients.Count(patient => patient.Allergies.Count > 0), 12, 28);
        Assert.InRange(patients.Count(patient => patient.Patient.NoKnownAllergies), 8, 26);
        Assert.InRange(patients.Count(patient => patient.Allergies.Count == 0 && !patient.Patient.NoKnownAllergies), 1, 8);
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Problems_fit_age_and_sex(int seed, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            var codes = patient.Conditions.Select(condition => condition.Code!).ToArray();
            var age = AgeOn(today, patient.Patient.BirthDate);
            Assert.False(patient.Patient.Gender == "female" && codes.Any(code => code.StartsWith("N40", StringComparison.Ordinal)));
            Assert.False(codes.Contains("M81.0") && (patient.Patient.Gender == "male" || age < 55));
            Assert.False(codes.Any(code => code is "I10" or "E11.9" or "I25.10" or "J44.9") && age < 40);
            Assert.False(Has(codes, "J44") && Has(codes, "J45"));
            Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        });
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Every_drug_is_justified_by_a_condition(int seed, DateTimeOffset now)
    {
        var byCode = typeof(Formulary).GetFields().Select(field => (Drug)field.GetValue(null)!).ToLookup(drug => (drug.Atc, drug.Dose));
        Assert.All(DemoHospital.Create(seed, now).Patients, patient => Assert.All(patient.Medications, medication =>
        {
            var drug = Assert.Single(byCode[(medication.Code!, medication.Dose!)].DistinctBy(drug => (drug.Text, drug.Route)), drug => drug.Route == medication.Route);
            Assert.True(
                drug.For.Length == 0 || patient.Conditions.Any(condition => drug.For.Any(prefix => condition.Code!.StartsWith(prefix, StringComparison.Ordinal))),
                $"{patient.Patient.Mrn}: nothing justifies {medication.Text}");
        }));
    }

    [Theory, MemberData(nameof(Hospitals))]
    public void Conditions_have_the_treatment_and_the_values_they_need(int seed, DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            var codes = patient.Conditions.Select(condition => condition.Code!).ToArray();
            var drugs = patient.Medications.Select(medication => medication.Code!).ToArray();
            if (Has(codes, "E10") || Has(codes, "E11"))
            {
                Assert.Contains(drugs, code => code.StartsWith("A10A", StringComparison.Ordinal) || code == "A10BA02");
                Assert.Contains(patient.Observations, each => each.Code == Laboratory.HbA1c.Loinc && each.Interpretation == "H");
                Assert.Contains(patient.Observations, each => each.Code == Laboratory.Glucose.Loinc);
            }

            if (Has(codes, "N17") || Has(codes, "N18"))
            {
                Assert.Contains(patient.Observations, each => each.Code == Laboratory.Creatinine.Loinc && each.Interpretation is "H" or "HH");
            }

            if (Has(codes, "I21"))
            {
                Assert.Contains(patient.Observations, each => each.Code == Laboratory.TroponinI.Loinc && each.Interpretation == "H");
                Assert.Contains("B01AC06", drugs);
                Assert.Contains(patient.Reports, report => report.Kind == "ecg");
            }

            if (Has(codes, "I48.2"))
            {
                Assert.Contains("B01AF02", drugs);
            }
        });

    [Theory, MemberData(nameof(Hospitals))]
    public void Active_drugs_do_not_contradict_each_other_or_the_case(int seed, DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            var codes = patient.Conditions.Select(condition => condition.Code!).ToArray();
            var active = patient.Medications.Where(medication => medication.Status == "active").ToArray();
            Assert.True(Count(active, "B01AB", "B01AF") <= 1, $"{patient.Patient.Mrn}: two anticoagulants");
            Assert.True(Count(active, "C09") <= 1, $"{patient.Patient.Mrn}: two of the renin-angiotensin system");
            Assert.True(Count(active, "C10AA") <= 1, $"{patient.Patient.Mrn}: two statins");
            Assert.True(Count(active, "C07") <= 1, $"{patient.Patient.Mrn}: two beta blockers");
            Assert.False(Has(codes, "J45") && Count(active, "C07") > 0, $"{patient.Patient.Mrn}: beta blocker in asthma");
            Assert.False(Has(codes, "I44.2") && Count(active, "C07") > 0, $"{patient.Patient.Mrn}: beta blocker in heart block");
            Assert.False(Has(codes, "K25.0") && Count(active, "B01", "M01A") > 0, $"{patient.Patient.Mrn}: bleeding continues");
            Assert.False(Has(codes, "R65.21") && Count(active, "C03", "C08", "C09", "A10BA") > 0, $"{patient.Patient.Mrn}: not in shock");
            var lowestEgfr = patient.Observations.Where(each => each.Code == Laboratory.Egfr.Loinc).Min(each => each.Value);
            Assert.False(lowestEgfr < 30 && Count(active, "A10BA", "M01A") > 0, $"{patient.Patient.Mrn}: kidneys");
            Assert.Equal(patient.Medications.Count, patient.Medications.Select(medication => medication.Code).Distinct(StringComparer.Ordinal).Count());
        });

    [Theory, MemberData(nameof(Hospitals))]
    public void Each_value_has_code_and_unit_and_is_read_against_its_range(int seed, DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(seed, now).Patients.SelectMany(patient => patient.Observations), each =>
        {
            Assert.Matches("^[0-9]{1,5}-[0-9]$", each.Code);
            Assert.True(IsCheckedLoinc(each.Code!), $"{each.Text}: {each.Code} fails its check digit");
            Assert.NotNull(each.Unit);
            Assert.True(each.Value > 0);
            var expected = each.Value < each.ReferenceLow ? "L" : each.Value > each.ReferenceHigh ? "H" : each.ReferenceLow is null && each.ReferenceHigh is null ? null : "N";
            Assert.Equal(expected, each.Interpretation is { Length: 2 } critical ? critical[..1] : each.Interpretation);
        });

    [Fact]
    public void Codes_of_reports_pass_their_check_digit() =>
        Assert.All(DemoHospital.Create(DemoHospital.Seed, Noon).Patients.SelectMany(patient => patient.Reports).Where(report => report.Code is not null), report =>
            Assert.True(IsCheckedLoinc(report.Code!), $"{report.Text}: {report.Code}"));

    [Theory, MemberData(nameof(Hospitals))]
    public void Values_are_ones_that_a_living_adult_has(int seed, DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            Within(patient, Laboratory.HeartRate, 30, 160);
            Within(patient, Laboratory.Systolic, 70, 190);
            Within(patient, Laboratory.OxygenSaturation, 80, 100);
            Within(patient, Laboratory.Temperature, 35, 40.5m);
            Within(patient, Laboratory.Potassium, 2.8m, 7.4m);
            Within(patient, Laboratory.Sodium, 125, 152);
            Within(patient, Laboratory.ArterialPh, 7.10m, 7.50m);
            Within(patient, Laboratory.Hemoglobin, 7, 18);
            Within(patient, Laboratory.Weight, 40, 120);
            Within(patient, Laboratory.Height, 145, 190);
        });

    [Theory, MemberData(nameof(Hospitals))]
    public void Charts_have_something_to_show(int seed, DateTimeOffset now) =>
        Assert.All(DemoHospital.Create(seed, now).Patients, patient =>
        {
            Assert.True(patient.Observations.Count(each => each.Category == Observation.Laboratory) >= 9);
            Assert.True(patient.Observations.Count(each => each.Code == Laboratory.HeartRate.Loinc) >= 2);
            Assert.NotEmpty(patient.Medications);
        });

    [Fact]
    public void The_same_seed_and_time_give_the_same_bytes()
    {
        var once = JsonSerializer.SerializeToUtf8Bytes(DemoHospital.Create(11, Noon));
        Assert.Equal(once, JsonSerializer.SerializeToUtf8Bytes(DemoHospital.Create(11, Noon)));
        Assert.NotEqual(once, JsonSerializer.SerializeToUtf8Bytes(DemoHospital.Create(12, Noon)));
    }

    private static IEnumerable<Guid> Ids(DemoHospital hospital) =>
    [
        .. hospital.Users.Select(user => user.Id),
        .. hospital.Patients.SelectMany(patient => (Guid[])
        [
            patient.Patient.Id, patient.Encounter.Id, .. patient.Allergies.Select(each => each.Id), .. patient.Conditions.Select(each => each.Id),
            .. patient.Medications.Select(each => each.Id), .. patient.Observations.Select(each => each.Id), .. patient.Reports.Select(each => each.Id),
        ]),
        .. hospital.Conversations.SelectMany(each => (Guid[])[each.Id, .. each.Messages.SelectMany(message => (Guid[])[message.Id, message.ClientId])]),
    ];

    private static int AgeOn(DateOnly day, DateOnly birth) => day.Year - birth.Year - (day < birth.AddYears(day.Year - birth.Year) ? 1 : 0);

    private static bool Has(string[] codes, string prefix) => codes.Any(code => code.StartsWith(prefix, StringComparison.Ordinal));

    private static int Count(Medication[] medications, params string[] prefixes) =>
        medications.Count(medication => prefixes.Any(prefix => medication.Code!.StartsWith(prefix, StringComparison.Ordinal)));

    private static void Within(DemoPatient patient, LabTest test, decimal low, decimal high) =>
        Assert.All(patient.Observations.Where(each => each.Code == test.Loinc), each => Assert.InRange(each.Value!.Value, low, high));

    // LOINC's check digit is Luhn's (LOINC Users' Guide, appendix "Calculating mod 10 check digits").
    private static bool IsCheckedLoinc(string code)
    {
        var digits = code[..code.IndexOf('-', StringComparison.Ordinal)].Reverse().Select(digit => digit - '0').ToArray();
        var sum = digits.Select((digit, index) => index % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit).Sum();
        return (10 - sum % 10) % 10 == code[^1] - '0';
    }
}
