using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Wardline.Harness;

namespace Wardline.Server.Tests.Scribe;

/// <summary>A ward whose scribe has the tiers a test gives it; without any, nothing answers at the local model's address.</summary>
internal static class ScribeScene
{
    public const string Santos = "dr.santos.cardio";
    public const string Ferreira = "dr.ferreira.emerg";

    public const string Dialogue = """
        [doctor] good morning , what brings you in today ?
        [patient] i have had chest pain for two days .
        [doctor] do you have any fever ?
        [patient] no .
        [doctor] on your heart exam , i hear a two out of six systolic murmur . i want to start you on metoprolol 25 mg twice a day .
        """;

    public static Task<WardServer> StartAsync(DemoPostgres postgres, params (string Key, string Value)[] settings) =>
        WardServer.StartAsync(postgres, builder => Configure(builder, settings));

    private static void Configure(WebApplicationBuilder builder, (string Key, string Value)[] settings)
    {
        // Port 9 of this machine: refused at once.
        builder.Configuration["Wardline:AI:Local:Endpoint"] = "http://127.0.0.1:9/v1";
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }
    }

    public static object Command(string transcript = Dialogue, Guid? clientId = null, object? patientId = null, string? prefer = null, string? layout = null) =>
        new { client_id = clientId ?? Guid.CreateVersion7(), transcript, patient_id = patientId, prefer, layout };

    public static async Task<JsonElement> WriteAsync(HttpClient client, object command, string path = "/api/scribe/notes")
    {
        using var answer = await client.PostAsJsonAsync(path, command);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <returns>The status and the code.</returns>
    public static async Task<(int Status, string? Code)> RefusedAsync(HttpClient client, HttpContent body)
    {
        using var answer = await client.PostAsync("/api/scribe/notes", body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static async Task<IReadOnlyList<(string Event, JsonElement Data)>> StreamAsync(HttpClient client, object command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scribe/notes") { Content = JsonContent.Create(command) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var events = new List<(string, JsonElement)>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add((item.EventType, JsonDocument.Parse(item.Data).RootElement));
        }

        return events;
    }

    public static async Task<List<string>> TextsAsync(WardServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var query = source.CreateCommand(sql);
        await using var row = await query.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await row.ReadAsync())
        {
            texts.Add(row.IsDBNull(0) ? "" : row.GetString(0));
        }

        return texts;
    }

    /// <summary>Holds that every sentence's sources point into the turns.</summary>
    public static void AssertSourced(JsonElement note, JsonElement turns)
    {
        var sentences = note.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("sentences").EnumerateArray()).ToList();
        Assert.NotEmpty(sentences);
        foreach (var sentence in sentences)
        {
            Assert.NotEmpty(sentence.GetProperty("sources").EnumerateArray());
            Assert.All(sentence.GetProperty("sources").EnumerateArray(), source =>
            {
                var text = turns[source.GetProperty("turn").GetInt32()].GetProperty("text").GetString()!;
                Assert.InRange(source.GetProperty("start").GetInt32(), 0, source.GetProperty("end").GetInt32() - 1);
                Assert.InRange(source.GetProperty("end").GetInt32(), 1, text.Length);
            });
        }
    }
}
