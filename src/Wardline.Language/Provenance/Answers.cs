using Wardline.Language.Provenance.Reading;

namespace Wardline.Language.Provenance;

/// <summary>What was asked and what was answered: "any chest pain?" "no" denies what only the question names.</summary>
internal static class Answers
{
    /// <summary>The clauses of the turn before that a turn answers; empty when it answers none.</summary>
    public static (int First, int End) QuestionsBefore(Spoken spoken, int clause)
    {
        var clauses = spoken.Passage.Clauses;
        var turn = clauses[clause].Turn;
        if (turn == 0 || spoken.ClausesOf(turn).First != clause)
        {
            return (0, 0);
        }

        var (first, end) = spoken.ClausesOf(turn - 1);
        var question = end;
        while (question > first && IsQuestion(spoken.Passage, question - 1))
        {
            question--;
        }

        return (question, end);
    }

    /// <summary>The clause that answers a question; -1 when it is none, or nobody answered.</summary>
    public static int AnswerTo(Spoken spoken, int clause)
    {
        var passage = spoken.Passage;
        if (!IsQuestion(passage, clause))
        {
            return -1;
        }

        var next = clause + 1;
        while (next < passage.Clauses.Count && passage.Clauses[next].Turn == passage.Clauses[clause].Turn)
        {
            // Without speaker labels question and answer may stand in one turn.
            if (!IsQuestion(passage, next))
            {
                return ReadAnswer(passage, next) != Polarity.Open ? next : -1;
            }

            next++;
        }

        return next < passage.Clauses.Count ? next : -1;
    }

    /// <summary>What is said of the words of a clause, answer included.</summary>
    public static Polarity PolarityOf(Spoken spoken, int clause, int first, int end)
    {
        var passage = spoken.Passage;
        var own = Negation.Of(passage, clause, first, end);
        var question = QuestionIn(passage, clause);
        if (question < 0 || end <= question)
        {
            return own;
        }

        var answer = AnswerTo(spoken, clause);
        if (answer < 0)
        {
            return own == Polarity.Denied ? own : Polarity.Open;
        }

        var said = ReadAnswer(passage, answer);
        return own == Polarity.Denied
            ? said == Polarity.Affirmed && !AgreesWithDenial(passage, answer) ? Polarity.Open : Polarity.Denied
            : said == Polarity.Open && IsPresupposed(passage, clause) ? Polarity.Affirmed : said;
    }

    /// <summary>"so you have no pain ?" "correct": what "yes" would mean, nobody knows.</summary>
    private static bool AgreesWithDenial(Passage passage, int answer)
    {
        var (_, first, end, _) = passage.Clauses[answer];
        for (var at = first; at < Math.Min(end, first + 3); at++)
        {
            if (passage.Words[at].Term.Text is "correct" or "right" or "exactly" or "true")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"how long have you had the cough" knows of a cough.</summary>
    private static bool IsPresupposed(Passage passage, int clause)
    {
        var (_, first, end, _) = passage.Clauses[clause];
        for (var at = first; at < Math.Min(end, first + 6); at++)
        {
            if (passage.Words[at].Term.Text is "how" or "when" or "where" or "which")
            {
                return at + 1 < end && passage.Words[at + 1].Term.Text is not ("about" or "are" or "is" or "'s");
            }
        }

        return false;
    }

    private static bool IsQuestion(Passage passage, int clause) => QuestionIn(passage, clause) >= 0;

    /// <summary>The word a question begins with; -1 without one. Recognised speech often lacks the question mark.</summary>
    private static int QuestionIn(Passage passage, int clause)
    {
        var (_, first, end, marked) = passage.Clauses[clause];
        if (marked)
        {
            return first;
        }

        for (var at = first; at < end - 1; at++)
        {
            var text = passage.Words[at].Term.Text;
            var next = passage.Words[at + 1].Term.Text;
            if ((text is "do" or "did" or "have" or "are" or "were" && next == "you")
                || (text is "do" or "did" or "does" or "is" or "are" or "was" && next == "your" && at == first)
                || (text is "how" or "what" && next == "about")
                || (text is "is" or "does" or "has" && next is "there" or "he" or "she" or "it" && at - first < 3)
                || (text == "any" && (at - first < 4 || next == "other")))
            {
                return at;
            }
        }

        return IsPartOfQuestion(passage, clause) ? first : -1;
    }

    /// <summary>"any other symptoms ? nausea , vomiting . no ?": a few words beside a question ask, too.</summary>
    private static bool IsPartOfQuestion(Passage passage, int clause)
    {
        var (turn, first, end, _) = passage.Clauses[clause];
        if (end - first > 6)
        {
            return false;
        }

        for (var at = first; at < end; at++)
        {
            if (passage.Words[at].Term is { IsContent: false, Text: not ("or" or "and" or "of" or "in" or "to" or "with" or "um" or "uh" or "any" or "like" or "the" or "a") })
            {
                return false;
            }
        }

        return (clause > 0 && passage.Clauses[clause - 1] is var before && before.Turn == turn && AsksAnything(passage, before))
            || (clause + 1 < passage.Clauses.Count && passage.Clauses[clause + 1] is var after && after.Turn == turn && after.IsQuestion);
    }

    private static bool AsksAnything(Passage passage, Clause clause)
    {
        for (var at = clause.First; at < Math.Min(clause.End, clause.First + 5); at++)
        {
            if (passage.Words[at].Term.Text == "any")
            {
                return true;
            }
        }

        return clause.IsQuestion;
    }

    public static Polarity ReadAnswer(Passage passage, int clause)
    {
        var (_, first, end, _) = passage.Clauses[clause];
        for (var at = first; at < Math.Min(end, first + 8); at++)
        {
            var text = passage.Words[at].Term.Text;
            var next = at + 1 < end ? passage.Words[at + 1].Term.Text : "";
            switch (text)
            {
                case "no" or "nope" or "nah" or "none" or "never" or "not" or "nothing" or "negative" or "neither" or "n't":
                    return Polarity.Denied;
                case "yes" or "yeah" or "yep" or "yup" or "correct" or "sure" or "sometimes" or "occasionally" or "definitely" or "absolutely" or "exactly" or "yea" or "mhm" or "right":
                    return next is "no" && !passage.Words[at].After.Has(Gap.Stop) ? Polarity.Denied : Polarity.Affirmed;
                case "mm" or "uh":
                    if (next is "hmm" or "huh")
                    {
                        return Polarity.Affirmed;
                    }

                    break;
                case "i" or "it" or "he" or "she" or "they" or "that" or "there":
                    if (next is "do" or "did" or "am" or "have" or "has" or "is" or "does" or "was" or "'s" or "would")
                    {
                        return at + 2 < end && passage.Words[at + 2].Term.Text is "n't" or "not" or "never" ? Polarity.Denied : Polarity.Affirmed;
                    }

                    if (next.EndsWith("n't", StringComparison.Ordinal) || next == "never")
                    {
                        return Polarity.Denied;
                    }

                    return Polarity.Open;
                case "a":
                    return next is "little" or "bit" or "lot" or "couple" or "few" ? Polarity.Affirmed : Polarity.Open;
                default:
                    if (text is not ("um" or "well" or "oh" or "okay" or "so" or "honestly" or "actually" or "you" or "know" or "really" or "now" or "and" or "just" or "think" or "let" or "me" or "see" or "mean" or "like" or "hmm" or "huh"))
                    {
                        return Polarity.Open;
                    }

                    break;
            }
        }

        return Polarity.Open;
    }
}
