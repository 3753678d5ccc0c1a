using Wardline.AI.Pipeline;
using Wardline.Data.Audit;

namespace Wardline.AI.Tests.Harness;

/// <summary>Keeps what it is told, in order; or refuses to.</summary>
internal sealed class CallLog : IModelCallLog
{
    private readonly List<(string Act, ModelCallAudit Call, string? Outcome)> _rows = [];

    public IReadOnlyList<(string Act, ModelCallAudit Call, string? Outcome)> Rows => _rows;

    /// <summary>Runs before a row of "asked" is kept.</summary>
    public Action Asking { get; init; } = () => { };

    public Task AskedAsync(ModelCallAudit call, CancellationToken ct)
    {
        Asking();
        _rows.Add(("asked", call, null));
        return Task.CompletedTask;
    }

    public Task AnsweredAsync(ModelCallAudit call, string outcome, CancellationToken ct)
    {
        _rows.Add(("answered", call, outcome));
        return Task.CompletedTask;
    }
}
