using System.Text.Json;

namespace Wardline.Server.Demo;

/// <summary>An account of the demo hospital with its password in clear. Exists in demo mode only, which binds to loopback.</summary>
public sealed record DemoAccount(
    string UserName, string DisplayName, string Role, string? Specialty, IReadOnlyList<string> Departments, DemoPreferences? Preferences = null)
{
    /// <summary>The last name in the user name, as the conversation scripts write their speakers.</summary>
    internal string Key => UserName.Split('.') is [_, var key, _] ? key : UserName.Split('.')[0];

    public string Password => $"ward-{Key}-{(Key.Sum(letter => letter) + 8) % 9 + 1}";
}

/// <summary>How a clinician likes to work.</summary>
public sealed record DemoPreferences(string? Therapy, TimeOnly? RoundsFrom, TimeOnly? RoundsTo);

public sealed record DemoDepartment(string Id, string Name);

/// <summary>A line of <c>wardline demo accounts</c>.</summary>
internal sealed record DemoAccountLine(string UserName, string Password, string Role, IReadOnlyList<string> Departments);

public static class DemoAccounts
{
    public static IReadOnlyList<DemoDepartment> Departments { get; } =
    [
        new("cardiology", "Cardiology"),
        new("emergency", "Emergency"),
        new("surgery", "Surgery"),
        new("icu", "Intensive Care"),
    ];

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("dr.santos.cardio", "Dr. Ricardo Santos", "physician", "Interventional cardiology", ["cardiology"],
            new("Aggressive antiplatelet therapy", new(7, 0), new(9, 0))),
        new("dr.almeida.cardio", "Dr. Inês Almeida", "physician", "Cardiology, heart failure", ["cardiology", "icu"],
            new("Early guideline-directed therapy, all four pillars before discharge", new(8, 30), new(10, 0))),
        new("nurse.costa.cardio", "Marta Costa", "nurse", "Cardiac nursing", ["cardiology"]),
        new("dr.ferreira.emerg", "Dr. Tiago Ferreira", "physician", "Emergency medicine", ["emergency"],
            new("Antibiotics within the first hour in sepsis", null, null)),
        new("dr.rocha.emerg", "Dr. Beatriz Rocha", "physician", "Emergency and internal medicine", ["emergency"],
            new("Narrow antibiotics as soon as cultures allow", null, null)),
        new("nurse.lopes.emerg", "Paulo Lopes", "nurse", "Emergency nursing, triage", ["emergency", "cardiology"]),
        new("dr.martins.surg", "Dr. Helena Martins", "physician", "General surgery", ["surgery"],
            new("Early oral feeding and mobilisation after abdominal surgery", new(7, 30), new(8, 30))),
        new("dr.navarro.surg", "Dr. Javier Navarro", "physician", "Orthopaedic surgery", ["surgery"],
            new("Hip fractures operated within 36 hours", new(7, 30), new(8, 15))),
        new("nurse.pinto.surg", "Sofia Pinto", "nurse", "Surgical nursing", ["surgery"]),
        new("dr.nunes.icu", "Dr. António Nunes", "physician", "Intensive care medicine", ["icu"],
            new("Light sedation and daily spontaneous breathing trials", new(8, 0), new(10, 0))),
        new("dr.okafor.icu", "Dr. Adaeze Okafor", "physician", "Anaesthesiology and intensive care", ["icu", "surgery"],
            new("Opioid-sparing analgesia", null, null)),
        new("nurse.ribeiro.icu", "Carla Ribeiro", "nurse", "Critical care nursing", ["icu"]),
        new("admin.demo", "Demo Administrator", "administrator", null, []),
        new("privacy.demo", "Demo Privacy Officer", "privacy_officer", null, []),
    ];

    /// <summary>The accounts as JSON Lines.</summary>
    public static IEnumerable<string> Lines() => All.Select(account => JsonSerializer.Serialize(
        new DemoAccountLine(account.UserName, account.Password, account.Role, account.Departments), DemoJson.Default.DemoAccountLine));
}
