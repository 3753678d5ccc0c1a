namespace Wardline.Language.Transcripts;

/// <summary>
/// Gives each label its role: from its own words where it names one, else from what is said under it. Of voices that a
/// machine told apart, the one that asks and examines most is the clinician.
/// </summary>
internal static class SpeakerRoles
{
    public static List<Turn> Assign(List<Turn> turns)
    {
        var roles = new Dictionary<string, Speaker>(StringComparer.Ordinal);
        var scores = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var turn in turns)
        {
            if (turn.Label is null || roles.ContainsKey(turn.Label))
            {
                continue;
            }

            if (!scores.TryGetValue(turn.Label, out var score) && SpeakerLabel.RoleOf(turn.Label) is { } named)
            {
                roles[turn.Label] = named;
                continue;
            }

            scores[turn.Label] = score + RoleCues.Score(turn.Text);
        }

        GuessRoles(scores, roles);
        return turns.ConvertAll(turn => turn with
        {
            Speaker = turn.Label is null ? RoleCues.Guess(turn.Text) : roles.GetValueOrDefault(turn.Label),
        });
    }

    private static void GuessRoles(Dictionary<string, long> scores, Dictionary<string, Speaker> roles)
    {
        var hasClinician = roles.ContainsValue(Speaker.Clinician);
        var hasPatient = roles.ContainsValue(Speaker.Patient);
        var byScore = scores.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        for (var rank = 0; rank < byScore.Count; rank++)
        {
            var (label, score) = byScore[rank];
            var isMost = rank == 0 && (byScore.Count == 1 || score > byScore[1].Value);
            var isLeast = rank == byScore.Count - 1 && rank > 0 && score < byScore[rank - 1].Value;
            roles[label] = !hasClinician && isMost && score > 0 ? Speaker.Clinician
                : !hasPatient && (score < 0 || isLeast) && (isLeast || byScore.Count == 1) ? Speaker.Patient
                : Speaker.Unknown;
        }
    }
}
