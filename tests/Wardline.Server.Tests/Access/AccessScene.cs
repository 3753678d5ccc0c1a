using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Harness;
using Wardline.Server.Tests.Chat;
using Wardline.SocketIO;

namespace Wardline.Server.Tests.Access;

/// <summary>One server with the demo hospital, and the things that the access table speaks of.</summary>
public sealed class AccessScene(DemoPostgres postgres) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _things = [];
    private WardServer? _server;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await WardServer.StartAsync(postgres);
        (_things["department"], _things["elsewhere"]) = ("cardiology", "surgery");
        _things["patient"] = await IdAsync("select id from patient where mrn = '7823'");
        _things["conversation"] = await IdAsync("select id from conversation where kind = 'department' and department_id = 'cardiology'");
        _things["colleague"] = await IdAsync("select id from app_user where user_name = 'dr.almeida.cardio'");
        using var colleague = await _server.SignInAsync("dr.almeida.cardio");
        using var note = await colleague.PostAsJsonAsync("/api/scribe/notes", new { client_id = Guid.CreateVersion7(), transcript = "[patient] i have had a cough for two weeks .", prefer = "builtin" });
        _things["note"] = (await note.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        _things["user"] = await IdAsync("select id from app_user where user_name = 'nurse.pinto.surg'");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>All that a client can ask of the server, as the table writes it.</summary>
    public IEnumerable<string> Acts()
    {
        var endpoints = Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var events = endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<SocketIOMetadata>()?.Events ?? []).Select(each => $"event {each.Name}");
        var sockets = endpoints.Where(IsMessageSocket).Select(endpoint => $"socket /{endpoint.RoutePattern.RawText!.TrimStart('/')}");
        var routes =
            from endpoint in endpoints
            let pattern = endpoint.RoutePattern.RawText ?? ""
            where endpoint.Metadata.GetMetadata<SocketIOMetadata>() is null && !IsMessageSocket(endpoint)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
            select $"{method} /{pattern.TrimStart('/').Replace("{documentName}", "v1", StringComparison.Ordinal)}";
        return routes.Concat(sockets).Concat(events);
    }

    public string Fill(string text)
    {
        foreach (var (name, id) in _things)
        {
            text = text.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        }

        while (text.IndexOf("{new}", StringComparison.Ordinal) is >= 0 and var at)
        {
            text = $"{text[..at]}{Guid.CreateVersion7()}{text[(at + 5)..]}";
        }

        return text.Replace("{name}", $"n{Guid.CreateVersion7():n}", StringComparison.Ordinal);
    }

    /// <returns>The status; with <paramref name="items"/> also whether the answer lists some or none.</returns>
    public async Task<string> RequestAsync(string? userName, string route, string body, bool items)
    {
        using var client = userName is null ? Server.Anonymous() : await Server.SignInAsync(userName);
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        Assert.False(answer.StatusCode >= HttpStatusCode.InternalServerError, $"{status} {text} {Server.Log.Lines.LastOrDefault(line => line.StartsWith("Error", StringComparison.Ordinal))}");
        if (!answer.IsSuccessStatusCode)
        {
            Assert.NotEqual("", JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
            return status;
        }

        return !items ? status : JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength() == 0 ? $"{status} none" : $"{status} some";
    }

    /// <returns><c>ok</c>, or the code with which the event, its stream or the connection was refused.</returns>
    public async Task<string> EmitAsync(string? userName, string name, string payload)
    {
        await using var socket = await TableSocket.OpenAsync(Server.Url);
        var refused = await socket.ConnectAsync(userName is null ? null : await Server.TokenAsync(userName));
        if (refused is not null)
        {
            return refused;
        }

        if (name != "join_conversation")
        {
            await socket.EmitAsync("join_conversation", $$"""{"conversation_id":"{{_things["conversation"]}}"}""");
        }

        var ack = await socket.EmitAsync(name, payload);
        if (!ack.GetProperty("ok").GetBoolean())
        {
            return ack.GetProperty("code").GetString()!;
        }

        return ack.TryGetProperty("streams", out var streams) && streams.EnumerateObject().First().Value.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
            ? code.GetString()!
            : "ok";
    }

    /// <returns>The type of the first answer, the code of an error, or the code with which the socket was closed.</returns>
    public async Task<string> SpeakAsync(string? userName, string path, string message)
    {
        await using var socket = await PlainClient.OpenAsync(Server.Url, path, userName is null ? null : await Server.TokenAsync(userName));
        await socket.SendAsync(message);
        if (await socket.TryReceiveAsync() is not { } answer)
        {
            return $"{socket.ClosedWith}";
        }

        if (!answer.TryGetProperty("code", out var code))
        {
            return answer.GetProperty("type").GetString()!;
        }

        // An error is the last word before a close, or an answer after which the socket stays.
        await socket.SendAsync("""{"type":"ping"}""");
        return await socket.TryReceiveAsync() is null ? $"{socket.ClosedWith}" : code.GetString()!;
    }

    private static bool IsMessageSocket(Endpoint endpoint) => endpoint.DisplayName?.StartsWith("WebSocket ", StringComparison.Ordinal) == true;

    private async Task<string> IdAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var query = source.CreateCommand(sql);
        return ((Guid)(await query.ExecuteScalarAsync() ?? throw new InvalidOperationException($"The demo hospital has no such thing: {sql}"))).ToString();
    }
}
