using Npgsql;
using NpgsqlTypes;
using Wardline.Access;
using Wardline.Clinical.Allergies;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.Clinical.Patients;

/// <param name="Department">One of the actor's; any other finds nobody.</param>
/// <param name="Q">Words that must all occur in the names or the MRN, whatever their case and accents; at most 100 characters.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200, by default 50.</param>
public sealed record PatientSearch(string? Department, string? Q, string? After, string? Limit);

/// <param name="Allergies">Substances, the most dangerous first.</param>
public sealed record PatientListItem(
    Guid Id,
    string Mrn,
    string FamilyName,
    string GivenName,
    DateOnly BirthDate,
    string Gender,
    bool Deceased,
    string Department,
    string Location,
    DateTimeOffset AdmittedAt,
    string Reason,
    string[] Allergies,
    string AllergiesKnown);

/// <param name="Next">The <c>after</c> of the next page; absent on the last.</param>
public sealed record PatientPage(IReadOnlyList<PatientListItem> Items, Guid? Next);

/// <summary>The patients of the actor's departments, by name.</summary>
public sealed class SearchPatients(NpgsqlDataSource database, ChangeWriter writer)
{
    private const int DefaultPage = 50;
    private const int MaxPage = 200;
    private const int MaxQueryLength = 100;

    public async Task<Outcome<PatientPage>> HandleAsync(Actor actor, PatientSearch search, CancellationToken ct)
    {
        if (!Decide(search).TryGet(out var bounds, out var refused))
        {
            return refused;
        }

        if (bounds.After is { } after && !await IsPatientAsync(after, ct))
        {
            return CursorInvalid;
        }

        var items = await ReadAsync(actor, search, bounds, ct);
        var audited = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("patient.search", "patient", purpose: "treatment") });
        if (audited.Problem is { } unaudited)
        {
            return unaudited;
        }

        var more = items.Count > bounds.Limit;
        if (more)
        {
            items.RemoveAt(bounds.Limit);
        }

        return new PatientPage(items, more ? items[^1].Id : null);
    }

    private static readonly Problem CursorInvalid = Problem.BadRequest("cursor_invalid", "That page mark is not one of this list's. Start again without it.");

    internal static Outcome<SearchBounds> Decide(PatientSearch search)
    {
        var limit = DefaultPage;
        if (search.Limit is { } asked && !(int.TryParse(asked, out limit) && limit is >= 1 and <= MaxPage))
        {
            return Problem.BadRequest("limit_out_of_range", $"The limit is 1 to {MaxPage}.");
        }

        var after = Guid.Empty;
        if (search.After is { } mark && !Guid.TryParseExact(mark, "D", out after))
        {
            return CursorInvalid;
        }

        return IsIllFormed(search.Q) || IsIllFormed(search.Department)
            ? Problem.BadRequest("query_ill_formed", $"A search has at most {MaxQueryLength} characters of plain text.")
            : new SearchBounds(limit, search.After is null ? null : after);
    }

    private static bool IsIllFormed(string? text) =>
        text is not null && (text.Length > MaxQueryLength || text.Any(char.IsControl) || text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD));

    private async Task<bool> IsPatientAsync(Guid id, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select exists (select 1 from patient where id = $1)");
        query.Parameters.AddWithValue(id);
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    private async Task<List<PatientListItem>> ReadAsync(Actor actor, PatientSearch search, SearchBounds bounds, CancellationToken ct)
    {
        await using var query = database.CreateCommand("""
            select p.id, p.mrn, p.family_name, p.given_name, p.birth_date, p.gender, p.deceased,
                   e.department_id, e.location, e.admitted_at, e.reason, allergy.substances, p.no_known_allergies
            from (
                select distinct on (patient_id) * from active_encounter
                where department_id = any($1) and ($2::text is null or department_id = $2)
                order by patient_id, admitted_at desc, id desc) e
            join patient p on p.id = e.patient_id
            cross join lateral (
                select array(
                    select a.substance from allergy a
                    where a.patient_id = p.id and a.clinical_status = 'active' and a.verification_status in ('unconfirmed', 'confirmed')
                    order by a.criticality = 'high' desc nulls last, a.substance) as substances) allergy
            where ($3::text is null or not exists (
                    select 1 from string_to_table(fold_text($3), ' ') word where strpos(p.search_text, word) = 0))
              and ($4::uuid is null or (p.sort_name, p.id) > (select mark.sort_name, mark.id from patient mark where mark.id = $4))
            order by p.sort_name, p.id
            limit $5
            """);
        query.Parameters.AddWithValue(actor.Departments.ToArray());
        query.Parameters.Add(Optional(search.Department, NpgsqlDbType.Text));
        query.Parameters.Add(Optional(string.IsNullOrWhiteSpace(search.Q) ? null : search.Q.Trim(), NpgsqlDbType.Text));
        query.Parameters.Add(Optional(bounds.After, NpgsqlDbType.Uuid));
        query.Parameters.AddWithValue(bounds.Limit + 1);

        var items = new List<PatientListItem>();
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            items.Add(Read(row));
        }

        return items;
    }

    private static PatientListItem Read(NpgsqlDataReader row)
    {
        var substances = row.GetFieldValue<string[]>(11);
        return new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateOnly>(4), row.GetString(5), row.GetBoolean(6),
            row.GetString(7), row.GetString(8), row.GetFieldValue<DateTimeOffset>(9), row.GetString(10),
            substances, AllergyKnowledge.Of(substances.Length > 0, row.GetBoolean(12)));
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

internal sealed record SearchBounds(int Limit, Guid? After);
