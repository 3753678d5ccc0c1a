namespace Wardline.Language.Notes.Drafting;

/// <summary>Puts what was judged and planned under the problem it was said of.</summary>
internal static class Problems
{
    /// <summary>
    /// The reason for the visit first, then all else as it was said; then what no problem was named for, then each problem with its statements.
    /// A problem that is taken up again goes on where it began; one of which nothing was said is left out.
    /// </summary>
    public static IReadOnlyList<Statement> Grouped(IReadOnlyList<Statement> told)
    {
        List<Statement> reasons = [];
        List<Statement> others = [];
        List<Statement> open = [];
        List<List<Statement>> groups = [open];
        var byName = new Dictionary<string, List<Statement>>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in told)
        {
            switch (statement.Division)
            {
                case Division.Problem when byName.TryGetValue(statement.Text, out var begun):
                    open = begun;
                    break;
                case Division.Problem:
                    open = [statement];
                    groups.Add(open);
                    byName.Add(statement.Text, open);
                    break;
                case Division.Assessment or Division.Plan:
                    open.Add(statement);
                    break;
                case Division.ChiefComplaint or Division.ToldComplaint:
                    reasons.Add(statement);
                    break;
                default:
                    others.Add(statement);
                    break;
            }
        }

        return [.. reasons, .. others, .. groups.Where(group => group is not [{ Division: Division.Problem }]).SelectMany(group => group)];
    }
}
