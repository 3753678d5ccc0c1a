using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Wardline.Access.Keys;

/// <summary>The framework's key ring in our database, so that every node reads every node's tokens.</summary>
internal sealed class DatabaseKeyRepository(NpgsqlDataSource database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var query = database.CreateCommand("select xml from data_protection_key");
        using var row = query.ExecuteReader();
        var elements = new List<XElement>();
        while (row.Read())
        {
            elements.Add(XElement.Parse(row.GetString(0)));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var insert = database.CreateCommand("""
            insert into data_protection_key (friendly_name, xml) values ($1, $2)
            on conflict (friendly_name) do update set xml = excluded.xml
            """);
        insert.Parameters.AddWithValue(friendlyName);
        insert.Parameters.AddWithValue(element.ToString(SaveOptions.DisableFormatting));
        insert.ExecuteNonQuery();
    }
}
