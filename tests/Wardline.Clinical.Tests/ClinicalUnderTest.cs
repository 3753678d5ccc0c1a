using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wardline.Access;
using Wardline.Access.Sessions;
using Wardline.Clinical.Allergies;
using Wardline.Clinical.Encounters;
using Wardline.Clinical.Patients;
using Wardline.Data;
using Wardline.Testing;

namespace Wardline.Clinical;

/// <summary>The module on a real socket and database; who asks is said by the test instead of a token.</summary>
internal sealed class ClinicalUnderTest : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private SessionState? _session;
    private int _mrn = 1000;

    private ClinicalUnderTest(TestDatabase database, WebApplication app)
    {
        _database = database;
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public HttpClient Http { get; }

    public NpgsqlDataSource Database => _app.Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<ClinicalUnderTest> StartAsync(MigratedPostgres postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWardlineData(database.ConnectionString);
        builder.Services.AddClinical();
        var app = builder.Build();
        ClinicalUnderTest? test = null;
        app.Use((context, next) =>
        {
            context.Items[typeof(SessionState)] = test!._session;
            return next(context);
        });
        app.MapClinical();
        await app.StartAsync();
        test = new ClinicalUnderTest(database, app);
        await test.ExecuteAsync("insert into department (id, name) values ('cardiology', 'Cardiology'), ('icu', 'Intensive Care'), ('surgery', 'Surgery')");
        test.SignIn("cardiology");
        return test;
    }

    public void SignIn(params string[] departments) => _session = new SessionState(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "dr.test", "Dr. Test", Role.Physician, null, departments, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, null);

    /// <summary>A patient with an encounter in the department, active unless it is said otherwise.</summary>
    public async Task<Patient> AdmitAsync(
        string department, string family = "Silva", string given = "João", string status = EncounterStatus.InProgress, string[]? allergies = null, bool noKnownAllergies = false)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WardlineDb>();
        var admitted = DateTimeOffset.UnixEpoch.AddYears(50);
        var patient = new Patient
        {
            Id = Guid.CreateVersion7(),
            Mrn = $"{_mrn++}",
            FamilyName = family,
            GivenName = given,
            BirthDate = new(1959, 3, 4),
            Gender = "male",
            NoKnownAllergies = noKnownAllergies,
        };
        db.Add(patient);
        db.Add(new Encounter
        {
            Id = Guid.CreateVersion7(),
            PatientId = patient.Id,
            Class = "IMP",
            Status = status,
            DepartmentId = department,
            Location = "Ward 3A, bed 12",
            AdmittedAt = admitted,
            DischargedAt = status == EncounterStatus.Finished ? admitted.AddDays(3) : null,
            Reason = "STEMI, day 2",
            AttendingName = "Dr. Ricardo Santos",
        });
        db.AddRange((allergies ?? []).Select(substance => new Allergy
        {
            Id = Guid.CreateVersion7(),
            PatientId = patient.Id,
            Category = "medication",
            Substance = substance,
            Criticality = substance == "Penicillin" ? "high" : "low",
            ClinicalStatus = "active",
            VerificationStatus = "confirmed",
            RecordedAt = admitted,
        }));
        await db.SaveChangesAsync();
        return patient;
    }

    public async Task SaveAsync(params object[] rows)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WardlineDb>();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    public async Task<string[]> NamesAsync(string query) =>
        [.. (await GetAsync($"/api/patients{query}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("family_name").GetString()!)];

    public async Task<List<(string Act, string? ObjectId, Guid? PatientId, string Outcome)>> AuditAsync()
    {
        await using var query = Database.CreateCommand("select act, object_id, patient_id, outcome from audit order by at, id");
        await using var row = await query.ExecuteReaderAsync();
        var rows = new List<(string, string?, Guid?, string)>();
        while (await row.ReadAsync())
        {
            rows.Add((row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetString(3)));
        }

        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
