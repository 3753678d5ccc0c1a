using System.Net;
using Wardline.Clinical.Encounters;
using Wardline.Testing;

namespace Wardline.Clinical.Patients;

public sealed class SearchPatientsTests(MigratedPostgres postgres)
{
    [Fact]
    public async Task Only_patients_with_an_active_encounter_in_ones_departments_are_listed()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.AdmitAsync("cardiology", "Here");
        await test.AdmitAsync("cardiology", "Leave", status: EncounterStatus.OnLeave);
        await test.AdmitAsync("cardiology", "Gone", status: EncounterStatus.Finished);
        await test.AdmitAsync("cardiology", "Planned", status: EncounterStatus.Planned);
        await test.AdmitAsync("surgery", "Elsewhere");

        Assert.Equal(["Here", "Leave"], await test.NamesAsync(""));
        test.SignIn("surgery", "icu");
        Assert.Equal(["Elsewhere"], await test.NamesAsync(""));
        test.SignIn();
        Assert.Empty(await test.NamesAsync(""));
    }

    [Fact]
    public async Task The_department_filter_narrows_and_never_widens()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.AdmitAsync("cardiology", "Heart");
        await test.AdmitAsync("icu", "Care");
        await test.AdmitAsync("surgery", "Knife");
        test.SignIn("cardiology", "icu");

        Assert.Equal(["Care", "Heart"], await test.NamesAsync(""));
        Assert.Equal(["Care"], await test.NamesAsync("?department=icu"));
        Assert.Empty(await test.NamesAsync("?department=surgery"));
        Assert.Empty(await test.NamesAsync("?department=nowhere"));
    }

    [Theory]
    [InlineData("joao", "Silva")]
    [InlineData("JOÃO", "Silva")]
    [InlineData("silva joão", "Silva")]
    [InlineData("conceicao", "Marques")]
    [InlineData("gonc", "Gonçalves")]
    [InlineData("1002", "Gonçalves")]
    [InlineData("  nunez ", "Núñez")]
    public async Task Names_are_found_without_case_and_accents_and_numbers_as_they_are(string words, string expected)
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.AdmitAsync("cardiology", "Silva", "João");
        await test.AdmitAsync("cardiology", "Marques", "Conceição");
        await test.AdmitAsync("cardiology", "Gonçalves", "Rui");
        await test.AdmitAsync("cardiology", "Núñez", "Íñigo");
        Assert.Equal([expected], await test.NamesAsync($"?q={Uri.EscapeDataString(words)}"));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_ilva")]
    [InlineData("silva xyz")]
    [InlineData("' or 1=1 --")]
    public async Task A_search_has_no_wildcards_and_wants_every_word(string words)
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.AdmitAsync("cardiology", "Silva", "João");
        Assert.Empty(await test.NamesAsync($"?q={Uri.EscapeDataString(words)}"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        for (var i = 0; i < 7; i++)
        {
            await test.AdmitAsync("cardiology", i % 2 == 0 ? "Álvares" : "Alves", $"{(char)('g' - i)}");
        }

        var seen = new List<string>();
        var query = "?limit=3";
        var pages = 0;
        while (query.Length > 0)
        {
            var page = await test.GetAsync($"/api/patients{query}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("family_name")} {item.GetProperty("given_name")}"));
            query = page.TryGetProperty("next", out var next) ? $"?limit=3&after={next.GetString()}" : "";
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(["Álvares a", "Álvares c", "Álvares e", "Álvares g", "Alves b", "Alves d", "Alves f"], seen);
    }

    [Fact]
    public async Task An_item_has_what_a_ward_list_shows()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.AdmitAsync("cardiology", "A", allergies: ["Latex", "Penicillin"]);
        await test.AdmitAsync("cardiology", "B", noKnownAllergies: true);
        await test.AdmitAsync("cardiology", "C");

        var items = (await test.GetAsync("/api/patients")).GetProperty("items");
        var first = items[0];
        Assert.Equal(["Penicillin", "Latex"], first.GetProperty("allergies").EnumerateArray().Select(substance => substance.GetString()!));
        Assert.Equal("1000", first.GetProperty("mrn").GetString());
        Assert.Equal("1959-03-04", first.GetProperty("birth_date").GetString());
        Assert.Equal("male", first.GetProperty("gender").GetString());
        Assert.False(first.GetProperty("deceased").GetBoolean());
        Assert.Equal("cardiology", first.GetProperty("department").GetString());
        Assert.Equal("Ward 3A, bed 12", first.GetProperty("location").GetString());
        Assert.Equal("2020-01-01T00:00:00.000Z", first.GetProperty("admitted_at").GetString());
        Assert.Equal("STEMI, day 2", first.GetProperty("reason").GetString());
        Assert.Equal(["known", "none_known", "not_known"], items.EnumerateArray().Select(item => item.GetProperty("allergies_known").GetString()!));
    }

    [Fact]
    public async Task A_patient_who_moved_is_listed_once_where_they_are_now()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        var patient = await test.AdmitAsync("cardiology");
        await test.SaveAsync(new Encounter
        {
            Id = Guid.CreateVersion7(),
            PatientId = patient.Id,
            Class = "IMP",
            Status = EncounterStatus.InProgress,
            DepartmentId = "icu",
            Location = "ICU, bed 1",
            AdmittedAt = DateTimeOffset.UnixEpoch.AddYears(51),
            Reason = "Shock",
        });
        test.SignIn("cardiology", "icu");
        var item = Assert.Single((await test.GetAsync("/api/patients")).GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal("icu", item.GetProperty("department").GetString());
    }

    [Theory]
    [InlineData("limit=0", "limit_out_of_range")]
    [InlineData("limit=201", "limit_out_of_range")]
    [InlineData("limit=many", "limit_out_of_range")]
    [InlineData("after=yesterday", "cursor_invalid")]
    [InlineData("after=0197aaaa-0000-7000-8000-000000000000", "cursor_invalid")]
    [InlineData("q=a%00b", "query_ill_formed")]
    [InlineData("q=a%0Ab", "query_ill_formed")]
    [InlineData("q=%EF%BF%BD", "query_ill_formed")]
    [InlineData("department=%00", "query_ill_formed")]
    public async Task Bad_input_has_a_stable_code(string query, string code)
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        Assert.Equal(code, (await test.GetAsync($"/api/patients?{query}", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_search_of_101_characters_is_refused()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        Assert.Empty(await test.NamesAsync($"?q={new string('a', 100)}"));
        Assert.Equal("query_ill_formed", (await test.GetAsync($"/api/patients?q={new string('a', 101)}", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Searching_is_audited_without_the_words()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.NamesAsync("?q=canary");
        var row = Assert.Single(await test.AuditAsync());
        Assert.Equal(("patient.search", null, null, "ok"), row);
        await using var query = test.Database.CreateCommand("select count(*) from audit where audit::text like '%canary%'");
        Assert.Equal(0L, await query.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Without_an_audit_row_there_is_no_list()
    {
        await using var test = await ClinicalUnderTest.StartAsync(postgres);
        await test.AdmitAsync("cardiology");
        await test.ExecuteAsync("alter table audit add check (act <> 'patient.search')");
        var answer = await test.GetAsync("/api/patients", HttpStatusCode.InternalServerError);
        Assert.False(answer.TryGetProperty("items", out _));
    }
}
