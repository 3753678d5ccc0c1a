using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Data;
using Wardline.Harness;

namespace Wardline.Server.Tests.Schema;

public sealed class ModelTests(DemoPostgres postgres)
{
    /// <summary>SQL migrations are written by hand; this keeps the entities honest about them.</summary>
    [Fact]
    public async Task Every_mapped_column_is_in_the_database_with_the_same_type_and_nullability()
    {
        await using var server = await WardServer.StartAsync(postgres);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WardlineDb>();
        var columns = await ColumnsAsync(server.ConnectionString);
        var wrong = new List<string>();
        var mapped = 0;
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null))
        {
            foreach (var property in entity.GetProperties())
            {
                mapped++;
                var name = $"{entity.GetTableName()}.{property.GetColumnName()}";
                if (!columns.TryGetValue(name, out var column))
                {
                    wrong.Add($"{name} is not in the database");
                    continue;
                }

                if (column.Type != property.GetColumnType() || column.Nullable != property.IsColumnNullable())
                {
                    wrong.Add($"{name} is {column}, mapped as {property.GetColumnType()}, nullable {property.IsColumnNullable()}");
                }
            }
        }

        Assert.True(mapped > 80);
        Assert.Empty(wrong);
    }

    private static async Task<Dictionary<string, (string Type, bool Nullable)>> ColumnsAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var query = database.CreateCommand("""
            select c.table_name || '.' || c.column_name, format_type(a.atttypid, a.atttypmod), c.is_nullable = 'YES'
            from information_schema.columns c
            join pg_attribute a on a.attrelid = c.table_name::regclass and a.attname = c.column_name
            where c.table_schema = 'public'
            """);
        await using var row = await query.ExecuteReaderAsync();
        var columns = new Dictionary<string, (string, bool)>();
        while (await row.ReadAsync())
        {
            columns[row.GetString(0)] = (row.GetString(1), row.GetBoolean(2));
        }

        return columns;
    }
}
