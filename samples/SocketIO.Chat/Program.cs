using Chat;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.FileProviders;
using Wardline.SocketIO;

var builder = WebApplication.CreateBuilder(args);
string moderatorCode = builder.Configuration["Chat:ModeratorCode"] ?? "let me in";

// Tokens of the sample end with the process.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddSingleton<Tokens>();
builder.Services.AddAuthorization(options => options.AddPolicy("moderator", policy => policy.RequireRole("moderator")));

builder.Services
    .AddSocketIO(options => options.MaxPayload = 64 << 10)
    .AddConnectFilter<TokenFilter>()
    .AddHandler<ChatHandler>("/chat", chat => chat.RequireAuthorization())
    .AddHandler<ModerationHandler>("/moderation", moderation => moderation.RequireAuthorization("moderator"));

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();

// The stock client comes from the npm package beside this program: run `npm ci` once.
string client = Path.Combine(app.Environment.ContentRootPath, "node_modules", "socket.io-client", "dist");
if (Directory.Exists(client))
{
    app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(client), RequestPath = "/client" });
}

app.MapPost("/sign-in", (SignIn who, Tokens tokens) => string.IsNullOrWhiteSpace(who.Name) || who.Name.Length > 40
    ? Results.BadRequest(new { code = "name_needed" })
    : Results.Ok(new { token = tokens.Issue(new(who.Name, IsModerator: who.Code == moderatorCode)) }));

// Any other part of the application sends the same way.
app.MapGet("/online", (SocketIOContext<ChatHandler> chat) => new { online = chat.Namespace.Sockets.Count });

app.MapSocketIO("/socket.io");
await app.RunAsync();
