using Wardline.Access;
using Wardline.AI.Pipeline;
using Wardline.Data.Audit;
using Wardline.Data.Feed;

namespace Wardline.AI.Scribe;

/// <summary>Writes calls to models into the audit, in the name of whoever asked.</summary>
public sealed class ModelCallAuditor(ChangeWriter writer)
{
    /// <param name="kind">What the calls are for: <c>note</c> or <c>answer</c>.</param>
    public IModelCallLog For(Actor actor, string kind, Guid id, Guid? patientId) => new Log(writer, actor, kind, id, patientId);

    private sealed class Log(ChangeWriter writer, Actor actor, string kind, Guid id, Guid? patientId) : IModelCallLog
    {
        public Task AskedAsync(ModelCallAudit call, CancellationToken ct) => WriteAsync("model.ask", call, "ok");

        public Task AnsweredAsync(ModelCallAudit call, string outcome, CancellationToken ct) => WriteAsync("model.answer", call, outcome);

        private async Task WriteAsync(string act, ModelCallAudit call, string outcome)
        {
            var audit = actor.Audit(act, kind, id.ToString(), patientId, outcome, "treatment") with { ModelCall = call };
            if ((await writer.WriteAsync(new WriteUnit { Audit = audit })).Problem is { } problem)
            {
                throw new ModelCallUnaccountedException(problem);
            }
        }
    }
}
