using Wardline.Language.Notes.Answers;
using Wardline.Language.Notes.Rewriting;
using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes.Drafting;

/// <summary>Goes through the conversation once and writes down what belongs into a note, in the order it was said.</summary>
internal sealed class Draft
{
    private const int MostQuestions = 12;

    /// <summary>How many of the patient's answers may go by before the complaint is told.</summary>
    private const int MostAnswersToInvitation = 3;

    private readonly List<Statement> _statements = [];
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly PhaseTracker _phase = new();
    private readonly List<Question> _asked = [];
    private readonly PatientNouns _patient;

    /// <summary>The same in the mouth of whom is heard now.</summary>
    private PatientNouns _told;
    private Utterance? _toConfirm;
    private bool _hasComplaint;
    private int _invited;
    private bool _isNamed;

    private Draft(PatientNouns patient) => (_patient, _told) = (patient, patient);

    public static IReadOnlyList<Statement> Of(Transcript transcript)
    {
        var draft = new Draft(PatientNouns.Of(transcript));
        foreach (var passage in Passage.Of(transcript))
        {
            switch (passage.Voice)
            {
                case Speaker.Patient or Speaker.Other:
                    draft.HearPatient(passage);
                    break;
                case Speaker.Clinician:
                    draft.HearClinician(passage);
                    break;
                default:
                    draft.HearUnknown(passage);
                    break;
            }
        }

        draft.TellUnconfirmed();
        return draft._statements;
    }

    private void HearClinician(Passage passage)
    {
        foreach (var utterance in UtteranceSplitter.Split(passage))
        {
            TellUnconfirmed();
            _phase.Hear(utterance.Words);
            if (_phase.Current == Phase.History && ChiefComplaint.IsInvited(utterance.Words))
            {
                _invited = MostAnswersToInvitation;
            }

            if (!IsNegativeStatement(utterance) && QuestionReader.Read(utterance) is { } question)
            {
                Ask(question);
                continue;
            }

            if (utterance.Asks || IsBareQuestion(utterance.Words))
            {
                _asked.Clear();
                continue;
            }

            _asked.Clear();
            _toConfirm = utterance;
        }
    }

    /// <summary>"No guarding, no rebound", "no sleeping pills": found or ordered, unless somebody answers it.</summary>
    private bool IsNegativeStatement(Utterance utterance) => _phase.Current != Phase.History && !utterance.Asks && utterance.Words[0].Lower == "no";

    private static bool IsBareQuestion(List<Word> words) => words.Count > 1 && !(words[0].Lower == "when" && words.Exists(word => word.Text == ","))
        && words[0].Lower is "how" or "what" or "when" or "where" or "why" or "who" or "which" or "do" or "did" or "does" or "are" or "is" or "have" or "can" or "would" or "could" && words[1].Lower is "i" or "we" or "my" or "they" or "you" or "your" or "is" or "are" or "do" or "did" or "it" or "that" or "the" or "about" or "long" or "have" or "has" or "there" or "going" or "brings";

    private void Ask(Question question)
    {
        if (question.Kind != QuestionKind.Presence || _asked.Count == MostQuestions || (_asked.Count > 0 && _asked[^1].Kind != QuestionKind.Presence))
        {
            _asked.Clear();
        }

        _asked.Add(question);
    }

    private void HearPatient(Passage passage)
    {
        _isNamed = false;
        _told = _patient.ToldBy(passage);
        var isFirst = true;
        var before = _statements.Count;
        foreach (var utterance in UtteranceSplitter.Split(passage))
        {
            var words = utterance.Words;
            if (isFirst)
            {
                words = TakeAnswer(utterance);
                isFirst = false;
            }
            else if (Answer.Read(words) is { Yes: not null } aside)
            {
                words = aside.Rest;
            }

            if (passage.Voice == Speaker.Other && WrittenNumbers.Apply(words) is var written && VitalSigns.AreIn(written))
            {
                Tell(Division.Exam, ExamPhrases.Write(written, _patient), utterance.Spans);
            }
            else if (words.Count > 0 && !utterance.Asks && !IsBareQuestion(words) && Triage.IsHistory(words, _phase.Current))
            {
                if (_statements.Count > before && GoesOn(words))
                {
                    Append(words, utterance.Spans);
                    continue;
                }

                Tell(IsComplaint(words) ? Division.ToldComplaint : Division.History, Reported(words), utterance.Spans);
                _isNamed = !_patient.IsPlural && _told.Teller is null;
            }
        }

        _invited -= _invited > 0 ? 1 : 0;
        _asked.Clear();
        TellUnconfirmed();
    }

    /// <summary>"And up into the jaw": no sentence without the one before.</summary>
    private static bool GoesOn(List<Word> words) => words.Count is >= 2 and <= 6 && words[0].Lower is ("up" or "down" or "into" or "through" or "around")
        && !words.Exists(word => VerbForms.IsAuxiliary(word.Lower) || word.Lower is "i" or "it" or "he" or "she" or "we" or "they");

    private void Append(List<Word> words, IReadOnlyList<SourceSpan> sources)
    {
        var text = Sentence.Write(WrittenNumbers.Apply(Reported(words)));
        var last = _statements[^1];
        _statements[^1] = last with { Text = last.Text[..^1] + ", " + char.ToLowerInvariant(text[0]) + text[1..], Sources = [.. last.Sources, .. sources] };
    }

    private bool IsComplaint(List<Word> words)
    {
        var isTold = _invited > 0 && !_hasComplaint && _phase.Current == Phase.History && ChiefComplaint.IsTold(words);
        _hasComplaint |= isTold;
        return isTold;
    }

    /// <summary>Joins what was asked with the answer; the words that are left to stand for themselves.</summary>
    private List<Word> TakeAnswer(Utterance utterance)
    {
        var answer = Answer.Read(utterance.Words);
        if (_toConfirm is { } said && _phase.Current == Phase.History && answer.Yes is not null && QuestionReader.Declared(said) is { } declared && Triage.Weight(said.Words).Total > 0)
        {
            _asked.Clear();
            _asked.Add(declared);
            _toConfirm = null;
        }

        if (_toConfirm is { } negative && _phase.Current == Phase.Exam && IsNegativeStatement(negative) && QuestionReader.Read(negative) is { } question)
        {
            // "No pain here", and the patient says something to it.
            _asked.Clear();
            _asked.Add(question);
            _toConfirm = null;
        }

        TellUnconfirmed();
        if (_asked.Count == 0)
        {
            return answer.Yes is null ? utterance.Words : answer.Rest;
        }

        var asked = _asked.ToArray();
        _asked.Clear();
        if (Joining.Write(asked, answer, _told) is not { } joined || !IsWorthy(asked, joined.Words))
        {
            return answer.Yes is null ? utterance.Words : answer.Rest;
        }

        IReadOnlyList<SourceSpan> sources = [.. (asked[^1].Kind == QuestionKind.Presence ? asked : asked[^1..]).SelectMany(question => question.Said.Spans), .. utterance.Spans];
        Tell(IsFoundNow(asked[^1]) ? Division.Exam : Division.History, joined.Words, sources);
        return joined.UsesRest ? [] : answer.Rest;
    }

    /// <summary>"Any pain when I press on your knee?": the answer is part of the examination.</summary>
    private bool IsFoundNow(Question question) => _phase.Current == Phase.Exam && question.Kind == QuestionKind.Presence && question.Content.Exists(word => word.Lower == "i");

    private static bool IsWorthy(Question[] asked, List<Word> words)
    {
        var weight = Triage.Weight([.. words, .. asked[^1].Said.Words]);
        if (asked[^1].Content is [.., { Lower: "here" or "that" or "there" or "this" }] && asked[^1].Kind != QuestionKind.Open)
        {
            // "Does it hurt here?": nobody reading knows where.
            return false;
        }

        if (asked[^1].Kind == QuestionKind.Presence && Array.TrueForAll(asked, question => Triage.IsPlace(question.Content)))
        {
            // "Right side?" while pressing there: a place is no complaint.
            return false;
        }

        if (asked[^1].Subject is [{ Lower: "that" or "this" or "these" or "those" }])
        {
            return false;
        }

        return asked[^1].Kind == QuestionKind.Open ? weight.Total + weight.Background > 0 || asked[^1].Topic is "Occupation" or "Duration" or "Onset" or "Location" or "Severity"
            : weight.Total > 0 || asked[^1].Kind == QuestionKind.Presence || (weight.Background > 0 && asked[^1].Kind == QuestionKind.YesNo && words.Count >= 3);
    }

    private void HearUnknown(Passage passage)
    {
        TellUnconfirmed();
        _told = _patient;
        _asked.Clear();
        foreach (var utterance in UtteranceSplitter.Split(passage))
        {
            var words = Answer.Read(utterance.Words) is { Yes: not null } answer ? answer.Rest : utterance.Words;
            if (words.Count > 0 && !utterance.Asks && !IsBareQuestion(words) && Triage.IsHistory(words, Phase.Results) && Triage.Weight(words).Total >= 2)
            {
                Tell(Division.History, Reported(words), utterance.Spans);
            }
        }
    }

    private void TellUnconfirmed()
    {
        if (_toConfirm is not { } utterance)
        {
            return;
        }

        _toConfirm = null;
        var words = WrittenNumbers.Apply(utterance.Words);
        NoteComplaint(words, utterance);
        if (_phase.Current != Phase.History && ProblemHeading.Find(words) is { } problem)
        {
            Tell(Division.Problem, problem.Name, UtteranceSplitter.Spans(problem.Name));
            words = problem.After;
            if (words.Count > 3 && Triage.Weight(words).Total == 0 && Triage.IsJudgement(words))
            {
                Tell(Division.Assessment, ThirdPerson.OfHearer(words, _patient), utterance.Spans);
                return;
            }
        }

        if (words.Count < 2)
        {
            return;
        }

        var order = Orders.Write(words, _patient);
        if (Triage.OfClinician(words, _phase.Current, order is not null) is { } division)
        {
            if (!Triage.SaysSomething(words))
            {
                return;
            }

            Tell(division, division switch
            {
                Division.Plan when order is not null => order,
                Division.Exam or Division.Results => ExamPhrases.Write(words, _patient),
                _ => ThirdPerson.OfHearer(words, _patient),
            }, utterance.Spans);
        }
    }

    private void NoteComplaint(List<Word> words, Utterance utterance)
    {
        if (!_hasComplaint && _phase.Current == Phase.History && ChiefComplaint.Find(words) is { } reason)
        {
            _hasComplaint = true;
            Tell(Division.ChiefComplaint, reason, UtteranceSplitter.Spans(reason));
        }
    }

    private List<Word> Reported(List<Word> words) => ThirdPerson.OfPatient(words, _told, _isNamed);

    private void Tell(Division division, List<Word> words, IReadOnlyList<SourceSpan> sources)
    {
        var text = Sentence.Write(WrittenNumbers.Apply(words));
        if (text.Length > 2 && (division == Division.Problem || _written.Add(division + text)))
        {
            _statements.Add(new Statement(division, text, sources));
        }
    }
}
