using Wardline.Language.Notes.Speech;
using Wardline.Language.Notes.Words;

namespace Wardline.Language.Notes.Answers;

internal enum QuestionKind
{
    /// <summary>"Any fever or chills?": <see cref="Question.Content"/> is what was asked for.</summary>
    Presence,

    /// <summary>"Do you smoke?": subject, auxiliary and the rest.</summary>
    YesNo,

    /// <summary>"You are taking your tablets?": a statement to be confirmed.</summary>
    Statement,

    /// <summary>"How long has this been going on?": <see cref="Question.Topic"/> names what was asked.</summary>
    Open,
}

/// <param name="Auxiliary">For <see cref="QuestionKind.YesNo"/>: "do", "are", "have" ...</param>
/// <param name="Subject">For <see cref="QuestionKind.YesNo"/>.</param>
/// <param name="Negative">"No allergies?", "you have not had any fever?"</param>
internal sealed record Question(Utterance Said, QuestionKind Kind, List<Word> Content, string Topic = "", Word Auxiliary = default, List<Word>? Subject = null, bool Negative = false);
