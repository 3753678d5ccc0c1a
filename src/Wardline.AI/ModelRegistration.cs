using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wardline.AI.Assistant;
using Wardline.AI.Pipeline;
using Wardline.AI.Providers;
using Wardline.AI.Providers.Cloud;
using Wardline.AI.Providers.Local;
using Wardline.AI.Scribe;

namespace Wardline.AI;

/// <summary>The tiers and the way to them. Needs no database: the command line uses it as it is.</summary>
public static class ModelRegistration
{
    /// <summary>
    /// Register a <see cref="ContentDigest"/> with a lasting key besides, or the digests of each process stand alone.
    /// Wrong settings stop the start, all of them named.
    /// </summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        var cloud = configuration.GetSection("Wardline:AI:Cloud");
        services.AddOptions<CloudOptions>().Bind(cloud).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AnthropicOptions>().Bind(configuration.GetSection("Wardline:AI:Anthropic"))
            .PostConfigure(options =>
            {
                options.ApiKey = FirstOf(options.ApiKey, configuration["ANTHROPIC_API_KEY"]);
                options.Endpoint = FirstOf(options.Endpoint, configuration["ANTHROPIC_BASE_URL"], "https://api.anthropic.com")!;
            })
            .Validate(
                options => !cloud.GetValue<bool>(nameof(CloudOptions.Enabled)) || options.ApiKey is not null,
                "Wardline:AI:Cloud:Enabled needs Wardline:AI:Anthropic:ApiKey (or ANTHROPIC_API_KEY).")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LocalOptions>().Bind(configuration.GetSection("Wardline:AI:Local"))
            .PostConfigure(options => options.Endpoint = FirstOf(options.Endpoint, configuration["LM_STUDIO_ENDPOINT"], "http://localhost:1234/v1")!)
            .ValidateDataAnnotations().ValidateOnStart();

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => ContentDigest.Ephemeral());
        services.AddSingleton(provider => new ModelTiers(
            provider.GetRequiredService<IOptions<CloudOptions>>().Value,
            provider.GetRequiredService<IOptions<AnthropicOptions>>().Value,
            provider.GetRequiredService<IOptions<LocalOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<ModelTiers>().States);
        services.AddSingleton<NotePipeline>();
        services.AddSingleton(provider => new NoteGenerator(provider.GetRequiredService<NotePipeline>().Client, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AssistantPipeline>();
        services.AddSingleton(provider => new AnswerGenerator(provider.GetRequiredService<AssistantPipeline>().Client, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<CloudNotice>();
        return services;
    }

    private static string? FirstOf(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }
        }

        return null;
    }
}
