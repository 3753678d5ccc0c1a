using Wardline.Clinical.Encounters;
using Wardline.Clinical.Patients;
using static Wardline.Server.Demo.Formulary;
using static Wardline.Server.Demo.Laboratory;

namespace Wardline.Server.Demo.Cases;

/// <summary>The patient the product's examples are about: written by hand, nothing drawn.</summary>
internal static class JoaoSilva
{
    public const string Mrn = "7823";
    public const string Case = "joao-silva";
    private const int Age = 67;

    public static DemoPatient Admit(DemoIds ids, RosterEntry entry, DemoAttending attending, DateTimeOffset now)
    {
        // Yesterday is day 1, so that today is day 2 at any hour.
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var admitted = today.AddDays(-1).AddHours(2).AddMinutes(40);
        var admissionDay = DateOnly.FromDateTime(admitted.UtcDateTime);
        var patient = new Patient
        {
            Id = ids.Make(admitted, $"patient/{Mrn}"),
            Mrn = Mrn,
            FamilyName = entry.FamilyName,
            GivenName = entry.GivenName,
            BirthDate = DateOnly.FromDateTime(now.UtcDateTime).AddYears(-Age).AddDays(-131),
            Gender = entry.Gender,
        };
        var encounter = new Encounter
        {
            Id = ids.Make(admitted, $"patient/{Mrn}/encounter"),
            PatientId = patient.Id,
            Class = "IMP",
            Status = EncounterStatus.InProgress,
            DepartmentId = "cardiology",
            Location = entry.Location,
            AdmittedAt = admitted,
            Reason = "STEMI, day 2",
            AttendingId = attending.Id,
            AttendingName = attending.Name,
        };

        var chart = new Chart(ids, patient, encounter, Age);
        chart.Problem("ST elevation myocardial infarction involving left anterior descending coronary artery", "I21.02", admissionDay, ofThisAdmission: true);
        chart.Problem("Type 2 diabetes mellitus", "E11.9", admissionDay.AddYears(-11), ofThisAdmission: false);
        chart.Problem("Essential hypertension", "I10", admissionDay.AddYears(-15), ofThisAdmission: false);
        chart.Problem("Previous myocardial infarction", "I25.2", admissionDay.AddYears(-4), ofThisAdmission: false);
        chart.Order(Aspirin, admitted.AddMinutes(10));
        chart.HomeDrug(Metformin, admissionDay.AddYears(-11), onHold: false);
        chart.Allergy(AllergyPlan.Penicillin);
        WriteLabs(chart, admitted, now);
        WriteVitals(chart, admitted, now);
        chart.Report(Ecg, admitted.AddMinutes(8));
        chart.Report(Echo, admitted.AddHours(10.4));
        chart.Report(LatestEcg, admitted.AddHours(20));
        return chart.Close();
    }

    private static readonly ReportPlan Ecg = new("ecg", "12-lead ECG on arrival", "11524-6", 0,
        ["Sinus tachycardia 102/min", "ST elevation V2–V5", "Reciprocal ST depression II, III, aVF"],
        "Acute anterior STEMI.");

    private static readonly ReportPlan Echo = new("echocardiogram", "Transthoracic echocardiogram", "42148-7", 0,
        ["Akinesia of the anterior wall and apex", "LVEF 38 %", "No apical thrombus", "No effusion"],
        "Reduced systolic function after anterior infarction.");

    private static readonly ReportPlan LatestEcg = new("ecg", "12-lead ECG", "11524-6", 0,
        ["ST elevation V2–V6", "Anterior Q waves", "Poor R-wave progression"],
        "Anterior STEMI with persisting ST elevation.");

    private static void WriteLabs(Chart chart, DateTimeOffset admitted, DateTimeOffset now)
    {
        (double Hours, decimal Value)[] troponin = [(0.3, 1.8m), (3, 12m), (8, 31m), (15, 45m)];
        foreach (var (hours, value) in troponin)
        {
            chart.Lab(TroponinI, value, admitted.AddHours(hours));
        }

        chart.Lab(Bnp, 420, admitted.AddHours(0.3));
        chart.Lab(Bnp, 680, admitted.AddHours(15));

        var firstMorning = admitted.AddHours(3.5);
        Series[] lipids = [new(Cholesterol, 236), new(Ldl, 158), new(Hdl, 36), new(Triglycerides, 210), new(HbA1c, 8.1m)];
        foreach (var series in lipids)
        {
            chart.Lab(series.Test, series.Values[0], firstMorning);
        }

        Series[] panel =
        [
            new(Glucose, 248, 211, 186, 172), new(Creatinine, 1.12m, 1.18m, 1.21m, 1.17m), new(Potassium, 4.3m, 4.1m, 4.4m, 4.2m),
            new(Sodium, 138, 137, 138, 139), new(Hemoglobin, 14.1m, 13.8m, 13.7m, 13.6m), new(Leukocytes, 12.8m, 13.4m, 11.9m, 10.8m),
            new(Platelets, 244, 238, 231, 236),
        ];
        DateTimeOffset[] times = [admitted.AddHours(0.3), admitted.AddHours(8), admitted.AddHours(15), admitted.AddHours(27.3)];
        foreach (var series in panel)
        {
            foreach (var (value, at) in series.Values.Zip(times).Where(sample => sample.Second <= now))
            {
                chart.Lab(series.Test, value, at);
            }
        }
    }

    private static void WriteVitals(Chart chart, DateTimeOffset admitted, DateTimeOffset now)
    {
        (double Hours, VitalSet Set)[] rounds =
        [
            (0.1, new(102, 148, 92, 22, 93, 36.6m)), (2, new(98, 142, 88, 20, 94, 36.7m)), (5, new(94, 136, 86, 20, 95, 37.0m)),
            (9, new(90, 132, 82, 18, 95, 37.3m)), (13, new(88, 128, 80, 18, 96, 37.4m)), (17, new(86, 126, 78, 18, 96, 37.2m)),
            (20.5, new(84, 124, 76, 17, 96, 37.0m)), (27.5, new(86, 122, 76, 18, 95, 36.9m)), (31.5, new(82, 118, 74, 17, 96, 36.8m)),
            (35.5, new(80, 120, 74, 16, 96, 36.8m)), (39.5, new(82, 122, 76, 16, 96, 36.9m)),
        ];
        foreach (var (hours, set) in rounds.Where(round => admitted.AddHours(round.Hours) <= now))
        {
            AdmitPatient.WriteVitals(chart, set, admitted.AddHours(hours));
        }

        chart.Vital(Weight, 84, admitted.AddHours(1));
        chart.Vital(Height, 171, admitted.AddHours(1));
    }
}
