using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Wardline.Data.Json;

/// <summary>
/// How HTTP answers are written: snake_case, nothing for null, UTC milliseconds. The options decide that, not the
/// attributes of the context that is added: a context only brings the types.
/// </summary>
public static class WireJson
{
    public static IServiceCollection AddWireJson(this IServiceCollection services, JsonSerializerContext types) =>
        services.ConfigureHttpJsonOptions(json =>
        {
            var options = json.SerializerOptions;
            options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            if (!options.Converters.Any(converter => converter is UtcMilliseconds))
            {
                options.Converters.Add(new UtcMilliseconds());
            }

            // Ahead of the resolver that would use reflection.
            options.TypeInfoResolverChain.Insert(0, types);
        });
}
