using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance.Checks;

/// <summary>
/// Left, right or bilateral must be the side that was said: among the places where a side was said, those that share
/// most with the sentence close by decide.
/// </summary>
internal static class SideCheck
{
    private const int MostLookedAt = 256;
    private const int Reach = 9;
    private const double AsGood = 0.92;

    public static void Run(Evidence evidence, List<NoteFlag> flags)
    {
        var sentence = evidence.Sentence;
        for (var at = 0; at < sentence.Words.Count; at++)
        {
            var side = sentence.Words[at].Term.Side;
            if (side != Side.None && sentence.Words[at].Term.Text != "both" && Sides.IsOfBody(sentence, at)
                && Negation.Of(sentence, sentence.ClauseOf(at), at, at + 1) != Polarity.Denied && !IsSupported(evidence, at, side))
            {
                flags.Add(evidence.Flag(FlagKind.Side, at, at + 1));
            }
        }
    }

    private static bool IsSupported(Evidence evidence, int at, Side side)
    {
        if (side == Side.Both && IsSaidOfAPair(evidence, at))
        {
            return true;
        }

        if (IsSaidWordByWord(evidence, at))
        {
            return true;
        }

        var topic = Topic(evidence.Sentence, at);
        var (best, bestAllowing, nearAllows) = (0.0, 0.0, false);
        foreach (var mention in Candidates(evidence, topic))
        {
            var said = evidence.Spoken.Passage.Words[mention].Term.Side;
            var near = evidence.IsNear(evidence.Spoken.Passage.ClauseOf(mention));
            var score = Score(evidence.Spoken.Passage, mention, topic) * (near ? 1.5 : 1);
            var allows = said == side || said == Side.Both;
            best = Math.Max(best, score);
            bestAllowing = allows ? Math.Max(bestAllowing, score) : bestAllowing;
            nearAllows |= near && allows;
        }

        return best > 0 ? bestAllowing >= AsGood * best : nearAllows;
    }

    /// <summary>"left leg pain" in the source itself, whatever else is said of legs around it.</summary>
    private static bool IsSaidWordByWord(Evidence evidence, int at)
    {
        var (sentence, spoken) = (evidence.Sentence.Words, evidence.Spoken.Passage);
        if (at + 2 >= sentence.Count || sentence[at].After.Has(Gap.Breaks) || sentence[at + 1].After.Has(Gap.Breaks))
        {
            return false;
        }

        foreach (var clause in evidence.Core)
        {
            for (var word = spoken.Clauses[clause].First; word + 2 < spoken.Clauses[clause].End; word++)
            {
                if (spoken.Words[word].Term.Text == sentence[at].Term.Text && spoken.Words[word + 1].Term.Text == sentence[at + 1].Term.Text
                    && spoken.Words[word + 2].Term.Text == sentence[at + 2].Term.Text)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The sides said near the sources, and those said close to a word of the topic elsewhere.</summary>
    private static IEnumerable<int> Candidates(Evidence evidence, Dictionary<int, double> topic)
    {
        var clauses = new SortedSet<int>();
        foreach (var (first, end) in evidence.Near)
        {
            clauses.UnionWith(Enumerable.Range(first, end - first));
        }

        foreach (var stem in topic.Keys)
        {
            var with = evidence.Spoken.ClausesWith(stem);
            clauses.UnionWith(with[..Math.Min(with.Length, MostLookedAt)].ToArray());
        }

        foreach (var clause in clauses)
        {
            var (_, first, end, _) = evidence.Spoken.Passage.Clauses[clause];
            for (var at = first; at < end; at++)
            {
                if (evidence.Spoken.Passage.Words[at].Term.Side != Side.None && Sides.IsOfBody(evidence.Spoken.Passage, at))
                {
                    yield return at;
                }
            }
        }
    }

    /// <summary>What the side is said of, by stem: the part of the body weighs most.</summary>
    private static Dictionary<int, double> Topic(Passage sentence, int at)
    {
        var topic = new Dictionary<int, double>();
        for (var word = Math.Max(0, at - Reach); word < Math.Min(sentence.Words.Count, at + Reach); word++)
        {
            var term = sentence.Words[word].Term;
            if (term.IsContent && term.Side == Side.None && term.StemId >= 0)
            {
                topic[term.StemId] = term.IsBodyPart ? 2 : term.IsNoteWord ? 0.5 : 1;
            }
        }

        return topic;
    }

    private static double Score(Passage spoken, int mention, Dictionary<int, double> topic)
    {
        var clause = spoken.Clauses[spoken.ClauseOf(mention)];
        var score = 0.0;
        foreach (var step in (ReadOnlySpan<int>)[-1, 1])
        {
            var weight = 1.0;
            for (var (at, distance) = (mention + step, 1); at >= clause.First && at < clause.End && distance <= Reach; (at, distance) = (at + step, distance + 1))
            {
                // What stands behind a comma, or with the other side, is said of something else.
                weight *= spoken.Words[Math.Min(at, at - step)].After.Has(Gap.Comma) ? 0.4 : 1;
                weight *= spoken.Words[at].Term.Side is Side.Left or Side.Right ? 0.4 : 1;
                score += weight * topic.GetValueOrDefault(spoken.Words[at].Term.StemId) / (1 + (distance / 3.0));
            }
        }

        return score;
    }

    /// <summary>"your lungs", "both legs", "left and right": as good as "bilateral".</summary>
    private static bool IsSaidOfAPair(Evidence evidence, int at)
    {
        var spoken = evidence.Spoken.Passage;
        var topic = Topic(evidence.Sentence, at);
        foreach (var (first, end) in evidence.Near)
        {
            var (left, right) = (false, false);
            for (var word = spoken.Clauses[first].First; word < spoken.Clauses[end - 1].End; word++)
            {
                var term = spoken.Words[word].Term;
                left |= term.Side == Side.Left;
                right |= term.Side == Side.Right;
                if (term.Side == Side.Both || term.Text == "either" || (term.IsBodyPart && term.Text is [.., 's'] or "feet" && topic.ContainsKey(term.StemId)))
                {
                    return true;
                }
            }

            if (left && right)
            {
                return true;
            }
        }

        return false;
    }
}
