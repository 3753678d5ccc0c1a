using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Harness;
using Wardline.Server.Tests.Harness;

namespace Wardline.Server.Tests.Chat;

/// <summary>A ward without a model, whose clock a test can move on.</summary>
internal static class ChatScene
{
    public const string Santos = "dr.santos.cardio";
    public const string Cardiology = "/chat/cardiology";

    public static Task<WardServer> StartAsync(DemoPostgres postgres, ShiftedTime? time = null, params (string Key, string Value)[] settings) =>
        WardServer.StartAsync(postgres, builder =>
        {
            if (time is not null)
            {
                builder.Services.AddSingleton<TimeProvider>(time);
            }

            // Port 9 of this machine: refused at once.
            builder.Configuration["Wardline:AI:Local:Endpoint"] = "http://127.0.0.1:9/v1";
            foreach (var (key, value) in settings)
            {
                builder.Configuration[key] = value;
            }
        });

    public static async Task<List<string>> RowsAsync(WardServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var query = source.CreateCommand(sql);
        await using var row = await query.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await row.ReadAsync())
        {
            texts.Add(string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(column => row.IsDBNull(column) ? "-" : row.GetValue(column).ToString())));
        }

        return texts;
    }
}
