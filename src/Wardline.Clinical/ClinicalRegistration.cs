using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Clinical.Patients;
using Wardline.Data;
using Wardline.Data.Json;

namespace Wardline.Clinical;

/// <summary>The patient's record.</summary>
public static class ClinicalRegistration
{
    public static IServiceCollection AddClinical(this IServiceCollection services)
    {
        services.AddWardlineModel(typeof(ClinicalRegistration).Assembly);
        services.AddSingleton<SearchPatients>();
        services.AddSingleton<PatientDirectory>();
        services.AddScoped<ViewPatient>();
        services.AddWireJson(ClinicalJson.Default);
        return services;
    }

    public static IEndpointRouteBuilder MapClinical(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/patients").WithTags("Patients");
        group.MapGet("/", async (
            Actor actor, [AsParameters] PatientSearch search, SearchPatients patients, CancellationToken ct) =>
            (await patients.HandleAsync(actor, search, ct)).ToResult()).Produces<PatientPage>();
        group.MapGet("/{id:guid}", async (Actor actor, Guid id, ViewPatient patients, CancellationToken ct) =>
            (await patients.HandleAsync(actor, id, ct)).ToResult()).Produces<PatientRecord>();
        return routes;
    }
}
