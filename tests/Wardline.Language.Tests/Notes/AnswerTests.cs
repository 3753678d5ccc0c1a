namespace Wardline.Language.Notes;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("any fever or chills ?", "no .", "S|Denies fever or chills.")]
    [InlineData("any fever or chills ?", "nope .", "S|Denies fever or chills.")]
    [InlineData("any fever , chills or cough ?", "no , nothing like that .", "S|Denies fever, chills, or cough.")]
    [InlineData("have you had any nausea , vomiting , diarrhea ?", "no .", "S|Denies nausea, vomiting, or diarrhea.")]
    [InlineData("any symptoms like headache or dizziness ?", "no , i have not .", "S|Denies headache or dizziness.")]
    [InlineData("no headaches ?", "no .", "S|Denies headaches.")]
    [InlineData("no headaches ?", "correct .", "S|Denies headaches.")]
    [InlineData("do you have any allergies ?", "none .", "S|Denies allergies.")]
    [InlineData("are you having any chest pain", "no", "S|Denies chest pain.")]
    public void What_is_denied_stays_denied(string question, string answer, string sentence) => Assert.Equal([sentence], Written.Answered(question, answer));

    [Theory]
    [InlineData("do you have chest pain ?", "yes , when i walk .", "S|Reports chest pain when the patient walks.")]
    [InlineData("any cough ?", "yes .", "S|Reports cough.")]
    [InlineData("any cough ?", "yeah , at night .", "S|Reports cough at night.")]
    [InlineData("have you noticed any swelling in your legs ?", "i have .", "S|Reports swelling in the patient's legs.")]
    public void What_is_affirmed_is_reported(string question, string answer, string sentence) => Assert.Equal([sentence], Written.Answered(question, answer));

    [Theory]
    [InlineData("any chest pain ?", "not really .", "S|Denies chest pain (\"not really\").")]
    [InlineData("any chest pain ?", "i don't think so .", "S|Denies chest pain (\"I do not think so\").")]
    [InlineData("any chest pain ?", "no , not that i've noticed .", "S|Denies chest pain (\"not that I have noticed\").")]
    [InlineData("any chest pain ?", "maybe .", "S|Reports chest pain (\"maybe\").")]
    [InlineData("any chest pain ?", "a little bit .", "S|Reports chest pain (\"a little bit\").")]
    public void A_hedge_is_kept_in_the_words_it_had(string question, string answer, string sentence) => Assert.Equal([sentence], Written.Answered(question, answer));

    [Theory]
    [InlineData("no allergies ?", "yes .", "S|Asked \"no allergies?\", the patient answered \"yes\".")]
    [InlineData("so you have not had any fever ?", "yeah .", "S|Asked \"you have not had any fever?\", the patient answered \"yes\".")]
    public void Yes_to_a_negative_question_may_mean_either_and_is_quoted(string question, string answer, string sentence) => Assert.Equal([sentence], Written.Answered(question, answer));

    [Fact]
    public void What_an_answer_takes_up_again_is_not_denied() => Assert.Equal(
        ["S|Denies fever.", "S|Some shortness of breath when the patient climbs stairs."],
        Written.Answered("any fever or shortness of breath ?", "no , but some shortness of breath when i climb stairs ."));

    [Fact]
    public void No_twice_denies_once_and_the_exception_stands()
    {
        var lines = Written.Answered("any chest pain or shortness of breath ?", "no , no chest pain but some shortness of breath .");
        Assert.Contains(lines, line => line.Contains("o chest pain but some shortness of breath", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("S|Denies", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("do you smoke cigarettes ?", "no .", "S|The patient does not smoke cigarettes.")]
    [InlineData("do you smoke cigarettes ?", "yes .", "S|The patient smokes cigarettes.")]
    [InlineData("are you taking your medication ?", "yes , i am .", "S|The patient is taking their medication.")]
    [InlineData("and you're taking your medication ?", "yes .", "S|The patient is taking their medication.")]
    [InlineData("and you're taking your medication ?", "no .", "S|The patient is not taking their medication.")]
    [InlineData("did you injure your knee ?", "no , i did not .", "S|The patient did not injure their knee.")]
    [InlineData("does it hurt at night ?", "no .", "S|It does not hurt at night.")]
    [InlineData("does it hurt at night ?", "yes .", "S|It hurts at night.")]
    [InlineData("is the pain constant ?", "yes .", "S|The pain is constant.")]
    [InlineData("is the pain constant ?", "nope .", "S|The pain is not constant.")]
    [InlineData("have you had surgery before ?", "yeah no i have not .", "S|Denies surgery before.")]
    public void Yes_and_no_make_a_statement_of_the_question(string question, string answer, string sentence) => Assert.Equal([sentence], Written.Answered(question, answer));

    [Theory]
    [InlineData("how long have you had the pain ?", "about three weeks .", "S|Duration: about 3 weeks.")]
    [InlineData("where is the pain ?", "in the left knee .", "S|Location: in the left knee.")]
    [InlineData("what do you do for work ?", "teacher .", "S|Occupation: teacher.")]
    public void A_short_answer_stands_under_what_was_asked(string question, string answer, string sentence) => Assert.Equal([sentence], Written.Answered(question, answer));

    [Fact]
    public void The_side_named_is_no_yes() => Assert.DoesNotContain(
        Written.Answered("is the pain on the right or the left side ?", "right ."), line => line.Contains("left", StringComparison.Ordinal) && !line.Contains(':', StringComparison.Ordinal));

    [Fact]
    public void What_was_not_done_is_never_written_as_done()
    {
        Assert.Contains("S|The patient did not take the antibiotic.", Written.Answered("and the antibiotic ?", "no i did n't take the antibiotic ."));
        Assert.DoesNotContain(Written.Answered("is it better ?", "not really unless i rest the knee ."), line => line.Contains("nless", StringComparison.Ordinal) && !line.Contains("ot really", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_question_and_answer_are_sources()
    {
        var sentence = Assert.Single(Assert.Single(Written.Sections("[doctor] okay . any fever or chills ?\n[patient] no .")).Sentences);
        Assert.Equal([new SourceSpan(0, 7, 26), new SourceSpan(1, 0, 2)], sentence.Sources);
    }
}
