using Npgsql;

namespace Wardline.Access.Departments;

/// <summary>Which of somebody's departments is meant.</summary>
public sealed class DepartmentDirectory(NpgsqlDataSource database)
{
    /// <param name="named">An id or a name, in any case.</param>
    /// <returns>The id; null for a department that is not there and for one the person is not a member of.</returns>
    public async ValueTask<string?> FindAsync(Actor actor, string named, CancellationToken ct)
    {
        if (actor.Departments.Contains(named))
        {
            return named;
        }

        if (actor.Departments.Count == 0 || named.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        await using var query = database.CreateCommand("select id from department where id = any($1) and (id = lower($2) or lower(name) = lower($2)) order by id limit 1");
        query.Parameters.AddWithValue(actor.Departments.ToArray());
        query.Parameters.AddWithValue(named);
        return (string?)await query.ExecuteScalarAsync(ct);
    }
}
