using System.Reflection;
using System.Text.Json.Serialization;
using Npgsql;
using Wardline.Access;
using Wardline.Access.Accounts;
using Wardline.AI;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Data.Feed;
using Wardline.Data.Json;
using Wardline.SocketIO;

namespace Wardline.Server.Http;

public sealed record Live(string Status);

/// <param name="Status"><c>ready</c> or <c>not_ready</c>.</param>
/// <param name="Checks">Per part <c>ok</c> or what is wrong, as a code.</param>
public sealed record Ready(string Status, IReadOnlyDictionary<string, string> Checks);

/// <param name="Waiting">Units waiting for the writer.</param>
/// <param name="Providers">The model tiers. None of them makes the server unready.</param>
public sealed record HealthDetail(string Version, string Status, IReadOnlyDictionary<string, string> Checks, int Connections, int Waiting, double UptimeSeconds, IReadOnlyList<ProviderView> Providers);

/// <summary>Liveness and readiness for machines, detail for people who signed in. Reading them costs nothing outside.</summary>
internal static class Health
{
    private static readonly TimeSpan FeedPatience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddWireJson(HealthJson.Default);

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var started = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetTimestamp();
        routes.MapGet("/health", () => new Live("live")).AllowAnonymous().WithTags("Health");
        routes.MapGet("/health/ready", async (NpgsqlDataSource database, FeedListener feed, TimeProvider time, CancellationToken ct) =>
        {
            var ready = await CheckAsync(database, feed, time, ct);
            return TypedResults.Json(ready, HealthJson.Default.Ready, statusCode: ready.Status == "ready" ? 200 : 503);
        }).AllowAnonymous().WithTags("Health");
        routes.MapGet("/api/health", async (
            Actor actor, NpgsqlDataSource database, FeedListener feed, ChangeWriter writer, SocketIOServer sockets, ModelStates models, TimeProvider time,
            CancellationToken ct) =>
        {
            var ready = await CheckAsync(database, feed, time, ct);
            return new HealthDetail(
                Version, ready.Status, ready.Checks, sockets.ConnectionCount, writer.Waiting, Math.Round(time.GetElapsedTime(started).TotalSeconds),
                [.. models.Read().Select(ProviderView.Of)]);
        }).WithTags("Health");
        return routes;
    }

    public static string Version { get; } =
        typeof(Health).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static async Task<Ready> CheckAsync(NpgsqlDataSource database, FeedListener feed, TimeProvider time, CancellationToken ct)
    {
        var checks = new Dictionary<string, string> { ["database"] = await DatabaseAsync(database, ct) };
        checks["feed"] = feed.LastPoll is { } last && time.GetUtcNow() - last < FeedPatience ? "ok" : "stalled";
        return new Ready(checks.Values.All(check => check == "ok") ? "ready" : "not_ready", checks);
    }

    private static async Task<string> DatabaseAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(3));
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(patience.Token);
            return "ok";
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return "unavailable";
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(SnakeCaseEnum<ModelTier>), typeof(SnakeCaseEnum<ModelState>)])]
[JsonSerializable(typeof(Live))]
[JsonSerializable(typeof(Ready))]
[JsonSerializable(typeof(HealthDetail))]
internal sealed partial class HealthJson : JsonSerializerContext;
