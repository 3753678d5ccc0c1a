using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Safety;

/// <summary>A sentence typed into chat is looked for in every place that must not know it, and found in the one that must.</summary>
[Trait("Category", "Browser")]
public sealed class CanaryTests(DemoPostgres postgres, Chromium chromium)
{
    private const string Canary = "heliotrope-quartz-7781";

    [Fact]
    public async Task What_is_typed_into_chat_is_in_the_message_and_in_no_log_trace_address_or_audit_row()
    {
        using var overheard = new Overheard();
        await using var server = await WardServer.StartAsync(postgres, builder => builder.Services.AddSingleton<IStartupFilter>(overheard));
        await using var santos = await chromium.OpenAsync(server.Url);
        await using var almeida = await chromium.OpenAsync(server.Url);
        await santos.SignInAsync("dr.santos.cardio");
        await almeida.SignInAsync("dr.almeida.cardio");
        await santos.OpenChatAsync("Dr. Inês Almeida");

        var sentence = $"Mr. Silva's {Canary} came back positive.";
        await santos.Composer.PressSequentiallyAsync(sentence);
        await santos.Page.GetByTestId("send").ClickAsync();
        await Expect(almeida.Chat("Dr. Ricardo Santos")).ToContainTextAsync(sentence);
        await almeida.OpenChatAsync("Dr. Ricardo Santos");
        await santos.StandsAsync(sentence, "read");
        await almeida.Page.ReloadAsync();
        await Expect(almeida.Message(sentence)).ToBeVisibleAsync();

        Assert.Equal(1, await RowsAsync(server, "message"));
        Assert.Equal(0, await RowsAsync(server, "audit"));
        Assert.True(await RowsAsync(server, "audit", "message.send") > 0);
        Assert.DoesNotContain(server.Log.Lines, Knows);
        Assert.DoesNotContain(overheard.Traces, Knows);
        Assert.DoesNotContain(overheard.Requests, Knows);
        Assert.DoesNotContain(santos.Addresses.Concat(almeida.Addresses), Knows);
        Assert.DoesNotContain(await PostgresLogAsync(), Knows);

        // Each of these places has heard of the day at all.
        Assert.Contains(overheard.Traces, line => line.Contains("Npgsql", StringComparison.Ordinal));
        Assert.Contains(overheard.Traces, line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(overheard.Requests, line => line.Contains("/api/socket", StringComparison.Ordinal));
        Assert.Contains(santos.Addresses, line => line.StartsWith("ws:", StringComparison.Ordinal));
        Assert.NotEmpty(server.Log.Lines);
    }

    private static bool Knows(string line) => line.Contains(Canary, StringComparison.OrdinalIgnoreCase);

    private static async Task<long> RowsAsync(WardServer server, string table, string what = Canary)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var query = database.CreateCommand($"select count(*) from {table} t where to_json(t)::text like '%' || $1 || '%'");
        query.Parameters.AddWithValue(what);
        return (long)(await query.ExecuteScalarAsync())!;
    }

    private async Task<string[]> PostgresLogAsync()
    {
        var logs = Path.Combine(postgres.Postgres.Folder.Path, "logs");
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(logs, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            lines.AddRange((await reader.ReadToEndAsync()).Split('\n'));
        }

        Assert.NotEmpty(lines);
        return [.. lines];
    }
}
