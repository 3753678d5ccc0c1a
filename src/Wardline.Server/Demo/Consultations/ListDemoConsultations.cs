using System.Text.Json;
using System.Text.Json.Serialization;
using Wardline.Access;
using Wardline.Clinical.Patients;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Demo.Consultations;

/// <param name="PatientId">Null for those who may not see that patient.</param>
/// <param name="Transcript">Either this or <paramref name="Whisperx"/>, as the scribe takes them.</param>
internal sealed record DemoConsultationView(
    string Id,
    string Title,
    string Specialty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Guid? PatientId,
    string? Transcript,
    JsonElement? Whisperx);

internal sealed record DemoConsultationList(IReadOnlyList<DemoConsultationView> Items);

/// <summary>Everybody may try every consultation; whom it is about is told to those who may know the patient.</summary>
internal sealed class ListDemoConsultations(SearchPatients patients)
{
    public async Task<Outcome<DemoConsultationList>> HandleAsync(Actor actor, CancellationToken ct)
    {
        var visible = new Dictionary<string, Guid>(StringComparer.Ordinal);
        Guid? after = null;
        do
        {
            var searched = await patients.HandleAsync(actor, new PatientSearch(null, null, after?.ToString(), "200"), ct);
            if (!searched.TryGet(out var page, out var refused))
            {
                return refused;
            }

            foreach (var patient in page.Items)
            {
                visible[patient.Mrn] = patient.Id;
            }

            after = page.Next;
        }
        while (after is not null);

        return new DemoConsultationList([.. DemoConsultations.All.Select(each => new DemoConsultationView(
            each.Id,
            each.Title,
            DemoAccounts.Departments.Single(department => department.Id == each.Department).Name,
            visible.TryGetValue(each.Mrn, out var id) ? id : null,
            each.Form == TranscriptForm.Labelled ? each.Text : null,
            each.Form == TranscriptForm.WhisperX ? JsonElement.Parse(each.Text) : null))]);
    }
}
