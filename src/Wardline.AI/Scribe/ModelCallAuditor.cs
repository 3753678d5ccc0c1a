using Wardline.Access;
using Wardline.AI.Pipeline;
using Wardline.Data.Audit;
using Wardline.Data.Feed;

namespace Wardline.AI.Scribe;

/// <summary>Writes calls to models into the audit, in the name of whoever asked.</summary>
public sealed class ModelCallAuditor(ChangeWriter writer)
{
    public IModelCallLog For(Actor actor, Guid noteId, Guid? patientId) => new Log(writer, actor, noteId, patientId);

    private sealed class Log(ChangeWriter writer, Actor actor, Guid noteId, Guid? patientId) : IModelCallLog
    {
        public Task AskedAsync(ModelCallAudit call, CancellationToken ct) => WriteAsync("model.ask", call, "ok");

        public Task AnsweredAsync(ModelCallAudit call, string outcome, CancellationToken ct) => WriteAsync("model.answer", call, outcome);

        private async Task WriteAsync(string act, ModelCallAudit call, string outcome)
        {
            var audit = actor.Audit(act, "note", noteId.ToString(), patientId, outcome, "treatment") with { ModelCall = call };
            if ((await writer.WriteAsync(new WriteUnit { Audit = audit })).Problem is { } problem)
            {
                throw new ModelCallUnaccountedException(problem);
            }
        }
    }
}
