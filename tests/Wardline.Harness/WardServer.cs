using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wardline.Server.Demo;
using Wardline.Server.Startup;
using Wardline.Testing;

namespace Wardline.Harness;

/// <summary>The real server in this process: real Kestrel on a free port, a database of the test's own with the demo hospital.</summary>
public sealed class WardServer : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private WardServer(TestDatabase database, WebApplication app, LogSink log)
    {
        _database = database;
        _app = app;
        Log = log;
        Url = app.Urls.First();
    }

    internal static ListenAddress AnyPort { get; } = new(Https: false, "127.0.0.1", IPAddress.Loopback, 0);

    public string Url { get; }

    public string ConnectionString => _database.ConnectionString;

    public IServiceProvider Services => _app.Services;

    /// <summary>Everything the server logged, formatted, at every level.</summary>
    public LogSink Log { get; }

    public static async Task<WardServer> StartAsync(DemoPostgres postgres, Action<WebApplicationBuilder>? configure = null)
    {
        var database = await postgres.CreateDatabaseAsync();
        return await StartAsync(database, configure);
    }

    /// <summary>Another server on the same database: a second node, or the same one after a restart.</summary>
    public Task<WardServer> StartAnotherAsync() => StartAsync(_database, null);

    public static HttpClient Anonymous(string url) => new() { BaseAddress = new Uri(url) };

    public HttpClient Anonymous() => Anonymous(Url);

    /// <summary>A client with the bearer token of a demo account.</summary>
    public async Task<HttpClient> SignInAsync(string userName)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(userName));
        return client;
    }

    public async Task<string> TokenAsync(string userName)
    {
        using var client = Anonymous();
        var account = DemoAccounts.All.Single(account => account.UserName == userName);
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new { user_name = userName, password = account.Password });
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Stops the server and leaves the database.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<WardServer> StartAsync(TestDatabase database, Action<WebApplicationBuilder>? configure)
    {
        var log = new LogSink();
        var app = WardlineApp.Create(new AppSettings([AnyPort], () => database.ConnectionString, Demo: true, Configure: builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddProvider(log);
            configure?.Invoke(builder);
        }));
        await app.StartAsync();
        return new WardServer(database, app, log);
    }
}
