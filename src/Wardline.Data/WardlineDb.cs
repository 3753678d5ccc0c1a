using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Wardline.Data;

/// <summary>
/// The one database. Entities and their mapping live in the module that owns them; this context collects them and
/// holds the naming rule: singular snake_case tables, snake_case columns.
/// </summary>
public sealed class WardlineDb(DbContextOptions<WardlineDb> options, IEnumerable<ModelAssembly> models) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var model in models)
        {
            modelBuilder.ApplyConfigurationsFromAssembly(model.Assembly);
        }

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.FindAnnotation("Relational:TableName")?.Value is null or "")
            {
                entity.SetTableName(SnakeCase(entity.ClrType.Name));
            }
            else if (entity.GetTableName() is { } table)
            {
                entity.SetTableName(SnakeCase(table));
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.GetColumnName()));
            }
        }
    }

    private static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>An assembly whose entity configurations belong to the model.</summary>
public sealed record ModelAssembly(Assembly Assembly);
