using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wardline.AI.Assistant;
using Wardline.AI.Pipeline;
using Wardline.AI.Scribe;
using Wardline.Data;
using Wardline.Data.Json;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;

namespace Wardline.AI;

/// <summary>The scribe and the assistant, through every tier there is.</summary>
public static class AiRegistration
{
    public static IServiceCollection AddScribe(this IServiceCollection services, IConfiguration configuration)
    {
        // One key for all nodes: digests can be compared whoever made them.
        services.AddSingleton(provider => new ContentDigest(() => provider.GetRequiredService<ServerSecrets>().Of("model-call-digest")));
        services.AddModels(configuration);
        services.AddSingleton<NoteDrafts>();
        services.AddSingleton<RunningNotes>();
        services.AddSingleton<ModelCallAuditor>();
        services.AddSingleton<WriteNote>();
        services.AddSingleton<RecentAnswers>();
        services.AddSingleton<AskAssistant>();
        services.AddWireJson(ScribeJson.Default);
        return services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<Speaker>());
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<FlagKind>());
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<NoteLayout>());
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<ModelTier>());
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<ModelState>());
        });
    }
}
