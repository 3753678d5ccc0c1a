using Wardline.Clinical.Encounters;
using Wardline.Clinical.Patients;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

internal sealed record DemoAttending(Guid Id, string Name);

/// <summary>Turns a roster line and its case into a record: draws age, history, allergy and the small differences between people.</summary>
internal static class AdmitPatient
{
    private const int MostVitalRounds = 14;

    public static DemoPatient From(DemoIds ids, RosterEntry entry, CaseTemplate template, DemoAttending attending, DateTimeOffset now)
    {
        var chance = ids.Chance($"patient/{entry.Mrn}");
        var age = chance.Next(template.Ages.Youngest, template.Ages.Oldest + 1);
        var admitted = now.AddMinutes(-chance.Next(template.HoursAgo.Least * 60, template.HoursAgo.Most * 60));
        admitted = admitted.AddTicks(-(admitted.Ticks % TimeSpan.TicksPerMinute));

        var patient = new Patient
        {
            Id = ids.Make(admitted, $"patient/{entry.Mrn}"),
            Mrn = entry.Mrn,
            FamilyName = entry.FamilyName,
            GivenName = entry.GivenName,
            BirthDate = DateOnly.FromDateTime(now.UtcDateTime).AddYears(-age).AddDays(-chance.Next(10, 350)),
            Gender = entry.Gender,
        };
        var encounter = new Encounter
        {
            Id = ids.Make(admitted, $"patient/{entry.Mrn}/encounter"),
            PatientId = patient.Id,
            Class = template.Department == "emergency" ? "EMER" : "IMP",
            Status = EncounterStatus.InProgress,
            DepartmentId = template.Department,
            Location = entry.Location,
            AdmittedAt = admitted,
            Reason = template.Reason,
            AttendingId = attending.Id,
            AttendingName = attending.Name,
        };

        var chart = new Chart(ids, patient, encounter, age);
        var history = Draw(chance, template, entry.Gender, age);
        WriteProblems(chart, chance, template, history, admitted, age, out var onsets);
        var drugs = WriteDrugs(chart, chance, template, history, onsets, admitted);
        WriteAllergy(chart, chance, template, patient, drugs);
        WriteLabs(chart, test => ids.Chance($"patient/{entry.Mrn}/{test.Loinc}"), template, history, entry.Gender, admitted, now);
        WriteVitals(chart, chance, template, entry.Gender, admitted, now);
        foreach (var report in template.Reports)
        {
            var at = admitted.AddHours(report.HoursAfterAdmission);
            if (at <= now)
            {
                chart.Report(report, at);
            }
        }

        return chart.Close();
    }

    private static List<Comorbidity> Draw(Random chance, CaseTemplate template, string gender, int age)
    {
        var history = template.History.ToList();
        foreach (var candidate in Comorbidity.Drawn)
        {
            var drawn = chance.Next(100) < candidate.PercentOfOlder;
            if (drawn && age >= candidate.FromAge && (candidate.OnlyGender ?? gender) == gender
                && !history.Contains(candidate) && !template.Without.Contains(candidate) && FitsWith(candidate, history, template))
            {
                history.Add(candidate);
            }
        }

        return history;
    }

    private static bool FitsWith(Comorbidity candidate, List<Comorbidity> history, CaseTemplate template) => candidate switch
    {
        // Beta blockers and asthma do not go together.
        _ when candidate == Comorbidity.Asthma => !history.Contains(Comorbidity.Copd)
            && !template.Orders.Concat(history.SelectMany(other => other.Regimens).SelectMany(drugs => drugs)).Any(drug => drug.Group == "beta blocker"),
        // An anticoagulant and aspirin for life would need a reason that is not in these cases.
        _ when candidate == Comorbidity.AtrialFibrillation => !history.Contains(Comorbidity.CoronaryDisease)
            && !template.Orders.Any(drug => drug.Group is "aspirin" or "B01AC"),
        _ => true,
    };

    private static void WriteProblems(
        Chart chart, Random chance, CaseTemplate template, List<Comorbidity> history, DateTimeOffset admitted, int age, out Dictionary<Comorbidity, DateOnly> onsets)
    {
        var day = DateOnly.FromDateTime(admitted.UtcDateTime);
        foreach (var diagnosis in template.Diagnoses)
        {
            chart.Problem(diagnosis.Text, diagnosis.Icd, day, ofThisAdmission: true);
        }

        onsets = [];
        foreach (var problem in history)
        {
            var years = chance.Next(1, Math.Clamp(age - problem.FromAge + 2, 3, 16));
            var onset = day.AddYears(-years).AddDays(-chance.Next(0, 300));
            onsets[problem] = onset;
            chart.Problem(problem.Text, problem.Icd, onset, ofThisAdmission: false);
        }
    }

    private static List<Drug> WriteDrugs(
        Chart chart, Random chance, CaseTemplate template, List<Comorbidity> history, Dictionary<Comorbidity, DateOnly> onsets, DateTimeOffset admitted)
    {
        var home = new List<(Drug Drug, DateOnly Since, bool OnHold)>();
        foreach (var problem in history)
        {
            foreach (var drug in problem.Regimens[chance.Next(problem.Regimens.Length)])
            {
                var onHold = template.Holds.Any(prefix => drug.Atc.StartsWith(prefix, StringComparison.Ordinal));
                var replaced = template.Orders.Any(order => order.Atc == drug.Atc || (!onHold && order.Group == drug.Group && order.For.Length > 0));
                if (!replaced && !home.Any(other => other.Drug.Group == drug.Group))
                {
                    home.Add((drug, onsets[problem], onHold));
                }
            }
        }

        // Prophylaxis is for those who are not anticoagulated anyway.
        var orders = template.Orders.Where(order => order.For.Length > 0 || !home.Any(taken => !taken.OnHold && taken.Drug.Group == order.Group)).ToList();
        if (home.Any(taken => taken.OnHold && taken.Drug == Formulary.Metformin) && !orders.Contains(Formulary.InsulinInfusion))
        {
            orders.Add(Formulary.InsulinCorrection);
        }

        var minutes = 20;
        foreach (var order in orders)
        {
            chart.Order(order, admitted.AddMinutes(minutes));
            minutes += chance.Next(3, 12);
        }

        foreach (var (drug, since, onHold) in home)
        {
            chart.HomeDrug(drug, since, onHold);
        }

        return [.. orders, .. home.Select(taken => taken.Drug)];
    }

    private static void WriteAllergy(Chart chart, Random chance, CaseTemplate template, Patient patient, List<Drug> drugs)
    {
        var asked = chance.Next(100);
        if (template.Allergy is { } fixedOne)
        {
            chart.Allergy(fixedOne);
        }
        else if (asked < 46)
        {
            var possible = AllergyPlan.Drawn.Where(plan => plan.Allows(drugs.Select(drug => drug.Atc))).ToArray();
            chart.Allergy(possible[chance.Next(possible.Length)]);
        }
        else
        {
            patient.NoKnownAllergies = asked < 92;
        }
    }

    private static void WriteLabs(
        Chart chart, Func<LabTest, Random> chanceOf, CaseTemplate template, List<Comorbidity> history, string gender, DateTimeOffset admitted, DateTimeOffset now)
    {
        var female = gender == "female";
        Series[] usual =
        [
            new(Hemoglobin, female ? 13.2m : 14.6m, female ? 13.0m : 14.4m, female ? 13.1m : 14.3m), new(Leukocytes, 7.8m, 7.4m, 7.1m),
            new(Platelets, 246, 241, 248), new(Sodium, 139, 139, 140), new(Potassium, 4.2m, 4.1m, 4.2m),
            new(Creatinine, female ? 0.78m : 0.96m, female ? 0.76m : 0.94m, female ? 0.77m : 0.95m), new(Urea, 15, 14, 15),
            new(Glucose, 108, 101, 98), new(Crp, 3m),
        ];
        var series = new Dictionary<LabTest, decimal[]>();
        foreach (var each in usual.Concat(history.SelectMany(problem => problem.Labs)).Concat(template.Labs))
        {
            series[each.Test] = each.Values;
        }

        var times = SampleTimes(template, admitted, now).ToArray();
        foreach (var (test, values) in series)
        {
            // Of its own, so that a value is the same at any hour: how many samples there are depends on the time of day.
            var chance = chanceOf(test);
            foreach (var (value, at) in values.Zip(times))
            {
                chart.Lab(test, Vary(chance, test, value), at);
            }
        }
    }

    private static IEnumerable<DateTimeOffset> SampleTimes(CaseTemplate template, DateTimeOffset admitted, DateTimeOffset now)
    {
        var at = admitted.AddMinutes(25);
        while (at <= now)
        {
            yield return at;
            if (template.SampleEveryHours is { } hours)
            {
                at = at.AddHours(hours);
                continue;
            }

            var morning = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddHours(6);
            at = morning < at.AddHours(4) ? morning.AddDays(1) : morning;
        }
    }

    /// <summary>People differ a little: by a twenty-fifth of the reference range, or of the value where there is none.</summary>
    private static decimal Vary(Random chance, LabTest test, decimal value)
    {
        var width = test.Range is { Low: { } low, High: { } high } ? Math.Min(high - low, value) : value;
        return value + width * 0.04m * (decimal)(chance.NextDouble() * 2 - 1);
    }

    private static void WriteVitals(Chart chart, Random chance, CaseTemplate template, string gender, DateTimeOffset admitted, DateTimeOffset now)
    {
        var everyHours = template.Department is "emergency" or "icu" ? 2 : 6;
        var stay = now - admitted;
        var times = Enumerable.Range(0, 200).Select(round => admitted.AddMinutes(10 + round * everyHours * 60)).TakeWhile(at => at <= now).ToArray();
        foreach (var at in times.Take(1).Concat(times.Skip(1).TakeLast(MostVitalRounds - 1)))
        {
            WriteVitals(chart, Between(chance, template.Arrival, template.Latest, Math.Min(1, (at - admitted) / stay * 1.25)), at);
        }

        var height = (gender == "female" ? 160 : 173) + chance.Next(-8, 9);
        var bodyMassIndex = chance.Next(21, 33);
        chart.Vital(Height, height, admitted.AddMinutes(15));
        chart.Vital(Weight, bodyMassIndex * height * height / 10_000m, admitted.AddMinutes(15));
    }

    private static VitalSet Between(Random chance, VitalSet first, VitalSet last, double progress)
    {
        int Step(int from, int to, int around) => (int)Math.Round(from + (to - from) * progress) + chance.Next(-around, around + 1);
        return new(
            Step(first.HeartRate, last.HeartRate, 2),
            Step(first.Systolic, last.Systolic, 4),
            Step(first.Diastolic, last.Diastolic, 2),
            Step(first.RespiratoryRate, last.RespiratoryRate, 1),
            Math.Min(100, Step(first.Saturation, last.Saturation, 1)),
            first.Temperature + (last.Temperature - first.Temperature) * (decimal)progress + chance.Next(-1, 2) * 0.1m);
    }

    public static void WriteVitals(Chart chart, VitalSet set, DateTimeOffset at)
    {
        chart.Vital(HeartRate, set.HeartRate, at);
        chart.Vital(Systolic, set.Systolic, at);
        chart.Vital(Diastolic, set.Diastolic, at);
        chart.Vital(RespiratoryRate, set.RespiratoryRate, at);
        chart.Vital(OxygenSaturation, set.Saturation, at);
        chart.Vital(Temperature, set.Temperature, at);
    }
}
