using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Wardline.SocketIO.Handlers;

/// Policies of a namespace or an event, checked in ASP.NET Core's terms against the socket's principal.
internal sealed class Authorization(IReadOnlyList<IAuthorizeData> data, IReadOnlyList<AuthorizationPolicy> policies)
{
    public Authorization And(Authorization? other) =>
        other is null ? this : new([.. other.Data, .. Data], [.. other.Policies, .. Policies]);

    private IReadOnlyList<IAuthorizeData> Data { get; } = data;

    private IReadOnlyList<AuthorizationPolicy> Policies { get; } = policies;

    public async ValueTask<bool> AllowsAsync(IServiceProvider services, ClaimsPrincipal user, object resource)
    {
        var policy = await AuthorizationPolicy.CombineAsync(services.GetRequiredService<IAuthorizationPolicyProvider>(), Data, Policies);
        return policy is null || (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, resource, policy)).Succeeded;
    }
}
