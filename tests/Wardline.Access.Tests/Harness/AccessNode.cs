using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Wardline.Access.Http;
using Wardline.Data;

namespace Wardline.Access.Tests.Harness;

/// <summary>One node with the shipped registration on real Kestrel, and three endpoints that stand for other modules'.</summary>
internal sealed class AccessNode : IAsyncDisposable
{
    public const string Secret = "canary-heliotrope";

    private readonly WebApplication _app;
    private readonly List<IDisposable> _clients = [];

    private AccessNode(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Anonymous = Client();
    }

    public Uri Address { get; }

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public HttpClient Anonymous { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<AccessNode> StartAsync(string connectionString, TimeProvider time, bool secure = false, params string[] allowedOrigins)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWardlineData(connectionString);
        builder.Services.AddSingleton(time);
        builder.Services.AddAccess(new AccessSettings(Demo: false, secure, allowedOrigins));
        var app = builder.Build();
        app.UseWebSockets();
        app.UseAccess();
        app.MapAccess();
        app.Map("/test/socket", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync(Encoding.UTF8.GetBytes(context.FindSession()?.UserName ?? "nobody"), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }).AllowAnonymous();
        app.MapGet("/test/bug", string () => throw new InvalidOperationException(Secret)).AllowAnonymous();
        app.MapPost("/test/act", () => Results.NoContent());
        await app.StartAsync();
        return new AccessNode(app);
    }

    public HttpClient Client(CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null };
        if (cookies is not null)
        {
            handler.CookieContainer = cookies;
        }

        var client = new HttpClient(handler) { BaseAddress = Address };
        _clients.Add(client);
        return client;
    }

    public HttpClient Bearer(string token)
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public Task<HttpResponseMessage> TryToSignInAsync(string? userName, string? password, string? session = null) =>
        Anonymous.PostAsJsonAsync("/api/auth/login", new { user_name = userName, password, session });

    public async Task<string> TokenAsync(string userName)
    {
        using var answer = await TryToSignInAsync(userName, Ward.Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpClient> SignInAsync(string userName) => Bearer(await TokenAsync(userName));

    /// <summary>A browser's session, as far as HTTP goes. It sends no <c>Origin</c> unless told to.</summary>
    public async Task<HttpClient> SignInWithCookieAsync(string userName)
    {
        var client = Client(new CookieContainer());
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new { user_name = userName, password = Ward.Password, session = "cookie" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return client;
    }

    /// <summary>Who the WebSocket endpoint says is there, or the status and code it was refused with.</summary>
    public async Task<string> OpenSocketAsync(string query = "", string? cookie = null, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/test/socket", Query = query }.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            return ((int)socket.HttpStatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var buffer = new byte[200];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
