using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Wardline.SocketIO;

namespace Chat;

internal sealed record SignIn(string Name, string? Code = null);

internal sealed record Person(string Name, bool IsModerator);

/// <summary>Tokens that only this server can make and read, good for eight hours.</summary>
internal sealed class Tokens(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Chat.Tokens").ToTimeLimitedDataProtector();

    public string Issue(Person person) => _protector.Protect(JsonSerializer.Serialize(person), TimeSpan.FromHours(8));

    public Person? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<Person>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Makes the token in a client's <c>auth</c> its principal. Who has none stays anonymous, and the namespaces refuse that.</summary>
internal sealed class TokenFilter(Tokens tokens) : ISocketIOConnectFilter
{
    public ValueTask<ConnectResult> ConnectAsync(ConnectContext context, ConnectHandlerDelegate next)
    {
        if (context.Auth is { } auth
            && auth.TryGetProperty("token", out var token)
            && token.ValueKind == JsonValueKind.String
            && tokens.Read(token.GetString()!) is { } person)
        {
            var identity = new ClaimsIdentity([new(ClaimTypes.Name, person.Name)], "token");
            if (person.IsModerator)
            {
                identity.AddClaim(new(ClaimTypes.Role, "moderator"));
            }
            context.Socket.User = new(identity);
        }
        return next(context);
    }
}
