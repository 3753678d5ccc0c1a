using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wardline.Access.Sessions;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Administration;

public sealed class AdministrationTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    private static readonly TimeSpan UntilEveryoneKnows = SessionRegistry.Freshness + TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Created_person_signs_in_and_is_in_the_directory()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);

        await AllowedAsync(await administrator.PostAsJsonAsync("/api/admin/users", NewUser()), HttpStatusCode.Created);

        var person = await Node.SignInAsync("dr.rocha");
        var found = (await person.GetFromJsonAsync<JsonElement>("/api/people?q=beatriz")).GetProperty("items");
        var entry = Assert.Single(found.EnumerateArray());
        Assert.Equal(["cardiology", "surgery"], entry.GetProperty("departments").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("Internal medicine", entry.GetProperty("specialty").GetString());
        Assert.Contains("admin.user_create ok", await AuditAsync());
        Assert.Equal(["1"], await QueryAsync($"select count(*) from stream where name = 'user:{entry.GetProperty("id").GetGuid()}'"));
    }

    [Theory]
    [InlineData("user_name", "dr rocha", "user_name_invalid")]
    [InlineData("user_name", "dr.роча", "user_name_invalid")]
    [InlineData("display_name", "Beatriz\u0000Rocha", "display_name_invalid")]
    [InlineData("display_name", "Beatriz \u202EahcoR", "display_name_invalid")]
    [InlineData("specialty", "Internal\u0007", "specialty_invalid")]
    [InlineData("role", "root", "role_unknown")]
    [InlineData("role", "Physician", "role_unknown")]
    [InlineData("password", "short", "password_weak")]
    [InlineData("password", "xx-dr.rocha-xx", "password_weak")]
    [InlineData("password", "password123", "password_weak")]
    public async Task Account_that_cannot_be_is_refused_with_its_code(string field, string value, string code)
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        var user = NewUser();
        user[field] = value;

        await RefusedAsync(await administrator.PostAsJsonAsync("/api/admin/users", user), HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Unknown_department_is_refused()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        var user = NewUser();
        user["departments"] = new[] { "cardiology", "moon" };

        await RefusedAsync(await administrator.PostAsJsonAsync("/api/admin/users", user), HttpStatusCode.BadRequest, "department_unknown");
    }

    [Fact]
    public async Task Taken_user_name_is_refused()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        var user = NewUser();
        user["user_name"] = Ward.Physician.ToUpperInvariant();

        await RefusedAsync(await administrator.PostAsJsonAsync("/api/admin/users", user), HttpStatusCode.Conflict, "user_name_taken");
    }

    [Fact]
    public async Task Disabling_ends_every_session_and_enabling_brings_none_back()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        var nurse = await Node.SignInAsync(Ward.Nurse);
        await AllowedAsync(await nurse.GetAsync("/api/me"));

        await AllowedAsync(await ChangeAsync(administrator, Ward.Nurse, new { disabled = true }));
        Time.Advance(UntilEveryoneKnows);
        await RefusedAsync(await nurse.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        await RefusedAsync(await Node.TryToSignInAsync(Ward.Nurse, Ward.Password), HttpStatusCode.Unauthorized, "invalid_credentials");
        var people = (await administrator.GetFromJsonAsync<JsonElement>("/api/people")).GetProperty("items").EnumerateArray();
        Assert.DoesNotContain(people, person => person.GetProperty("display_name").GetString() == "Marta Costa");

        await AllowedAsync(await ChangeAsync(administrator, Ward.Nurse, new { disabled = false }));
        Time.Advance(UntilEveryoneKnows);
        await RefusedAsync(await nurse.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        await AllowedAsync(await Node.TryToSignInAsync(Ward.Nurse, Ward.Password));
    }

    [Fact]
    public async Task Reset_password_ends_the_sessions_opened_with_the_old_one()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        var nurse = await Node.SignInAsync(Ward.Nurse);

        await AllowedAsync(await ChangeAsync(administrator, Ward.Nurse, new { password = "given-by-telephone" }));

        Time.Advance(UntilEveryoneKnows);
        await RefusedAsync(await nurse.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "session_ended");
        await AllowedAsync(await Node.TryToSignInAsync(Ward.Nurse, "given-by-telephone"));
    }

    [Fact]
    public async Task Changed_departments_and_role_reach_the_open_session()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        var nurse = await Node.SignInAsync(Ward.Nurse);

        await AllowedAsync(await ChangeAsync(administrator, Ward.Nurse, new { departments = new[] { "surgery" }, role = "privacy_officer", specialty = "Audit" }));

        Time.Advance(UntilEveryoneKnows);
        var user = (await nurse.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("user");
        Assert.Equal("surgery", Assert.Single(user.GetProperty("departments").EnumerateArray()).GetString());
        Assert.Equal(("privacy_officer", "Audit"), (user.GetProperty("role").GetString(), user.GetProperty("specialty").GetString()));

        await AllowedAsync(await ChangeAsync(administrator, Ward.Nurse, new { specialty = "" }));
        Time.Advance(UntilEveryoneKnows);
        Assert.False((await nurse.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("user").TryGetProperty("specialty", out _));
    }

    [Fact]
    public async Task Administrator_cannot_lock_themselves_out()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);

        await RefusedAsync(await ChangeAsync(administrator, Ward.Administrator, new { disabled = true }), HttpStatusCode.Conflict, "own_account");
        await RefusedAsync(await ChangeAsync(administrator, Ward.Administrator, new { role = "nurse" }), HttpStatusCode.Conflict, "own_account");
    }

    [Fact]
    public async Task Unknown_account_is_not_found()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);

        await RefusedAsync(await administrator.PatchAsJsonAsync($"/api/admin/users/{Guid.CreateVersion7()}", new { disabled = true }), HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData(Ward.Physician)]
    [InlineData(Ward.Nurse)]
    [InlineData(Ward.PrivacyOfficer)]
    public async Task Administration_is_for_administrators_and_others_attempts_are_audited(string userName)
    {
        var person = await Node.SignInAsync(userName);

        await RefusedAsync(await person.GetAsync("/api/admin/users"), HttpStatusCode.Forbidden, "forbidden");
        await RefusedAsync(await person.PostAsJsonAsync("/api/admin/users", NewUser()), HttpStatusCode.Forbidden, "forbidden");
        await RefusedAsync(await ChangeAsync(person, userName, new { role = "administrator" }), HttpStatusCode.Forbidden, "forbidden");

        Assert.Equal(
            ["GET /api/admin/users", "POST /api/admin/users", "PATCH /api/admin/users/{id:guid}"],
            await QueryAsync("select object_id from audit where act = 'access.role' and outcome = 'forbidden' order by id"));
    }

    [Fact]
    public async Task Created_department_takes_members()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);

        await AllowedAsync(await administrator.PostAsJsonAsync("/api/admin/departments", new { id = "icu", name = "Intensive Care" }), HttpStatusCode.Created);
        await AllowedAsync(await ChangeAsync(administrator, Ward.Nurse, new { departments = new[] { "icu" } }));

        var departments = (await administrator.GetFromJsonAsync<JsonElement>("/api/departments")).GetProperty("items");
        Assert.Equal(["cardiology", "icu", "surgery"], departments.EnumerateArray().Select(department => department.GetProperty("id").GetString()));
        await RefusedAsync(await administrator.PostAsJsonAsync("/api/admin/departments", new { id = "icu", name = "Again" }), HttpStatusCode.Conflict, "department_exists");
        await RefusedAsync(await administrator.PostAsJsonAsync("/api/admin/departments", new { id = "I C U", name = "No" }), HttpStatusCode.BadRequest, "department_id_invalid");
    }

    [Fact]
    public async Task Act_without_its_audit_row_does_not_happen()
    {
        var administrator = await Node.SignInAsync(Ward.Administrator);
        await QueryAsync("alter table audit add constraint audit_full check (act <> 'admin.user_create') not valid");

        await RefusedAsync(await administrator.PostAsJsonAsync("/api/admin/users", NewUser()), HttpStatusCode.InternalServerError, "internal_error");

        Assert.Equal(["0"], await QueryAsync("select count(*) from app_user where user_name = 'dr.rocha'"));
    }

    private static Dictionary<string, object> NewUser() => new()
    {
        ["user_name"] = "dr.rocha",
        ["display_name"] = "Dr. Beatriz Rocha",
        ["role"] = "physician",
        ["specialty"] = "Internal medicine",
        ["departments"] = new[] { "surgery", "cardiology" },
        ["password"] = Ward.Password,
    };

    private async Task<HttpResponseMessage> ChangeAsync(HttpClient client, string userName, object change) =>
        await client.PatchAsJsonAsync($"/api/admin/users/{await Ward.IdOfAsync(Node.Services, userName)}", change);
}
