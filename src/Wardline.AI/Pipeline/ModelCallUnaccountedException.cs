using Wardline.Data.Outcomes;

namespace Wardline.AI.Pipeline;

/// <summary>A call to a model could not be written into the audit, and so did not happen.</summary>
public sealed class ModelCallUnaccountedException(Problem problem, Exception? cause = null)
    : Exception("The call to the model could not be written into the audit.", cause)
{
    public Problem Problem { get; } = problem;
}
