using Wardline.Data.Audit;

namespace Wardline.AI.Pipeline;

/// <summary>
/// Keeps account of calls to models. Both methods return only once the row is safe; when one throws, the call fails: what
/// cannot be accounted for does not happen. Neither is ever given content.
/// </summary>
public interface IModelCallLog
{
    /// <summary>Before a word is sent.</summary>
    Task AskedAsync(ModelCallAudit call, CancellationToken ct);

    /// <summary>After the answer's end, however it ended.</summary>
    /// <param name="outcome"><c>ok</c>, <c>cancelled</c>, or the code of the failure.</param>
    Task AnsweredAsync(ModelCallAudit call, string outcome, CancellationToken ct);
}
