using System.Security.Cryptography;
using Npgsql;

namespace Wardline.Data;

/// <summary>Keys that all nodes share, in the database. Whoever needs one first makes it.</summary>
public sealed class ServerSecrets(NpgsqlDataSource database)
{
    /// <summary>32 random bytes, the same ones for this name on every node and after every restart.</summary>
    public byte[] Of(string name)
    {
        using var query = database.CreateCommand("""
            with made as (insert into server_secret (name, value) values ($1, $2) on conflict (name) do nothing returning value)
            select value from made union all select value from server_secret where name = $1 limit 1
            """);
        query.Parameters.AddWithValue(name);
        query.Parameters.AddWithValue(RandomNumberGenerator.GetBytes(32));
        return (byte[]?)query.ExecuteScalar() ?? Of(name);      // made by another node between the two halves of the statement
    }
}
