using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Wardline.AI.Scribe;
using Wardline.Data.Json;
using Wardline.Language.Notes;
using Wardline.Language.Provenance;
using Wardline.Language.Transcripts;

namespace Wardline.AI;

/// <summary>The scribe: notes from transcripts, through every tier there is.</summary>
public static class AiRegistration
{
    public static IServiceCollection AddScribe(this IServiceCollection services)
    {
        services.AddSingleton<NoteDrafts>();
        services.AddSingleton<RunningNotes>();
        services.AddSingleton<ModelCallAuditor>();
        services.AddSingleton<WriteNote>();
        services.AddWireJson(ScribeJson.Default);
        return services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<Speaker>());
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<FlagKind>());
            json.SerializerOptions.Converters.Add(new SnakeCaseEnum<NoteLayout>());
        });
    }
}
