using Wardline.Language.Notes;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Provenance;

public sealed class GroundingTests
{
    [Theory]
    // number: as it is said and as it is written
    [InlineData("D: there is a three out of six murmur", "There is a 3/6 murmur.", "")]
    [InlineData("D: there is a three out of six murmur", "There is a 2/6 murmur.", "Number 2/6")]
    [InlineData("D: your blood pressure is one twenty over eighty", "Blood pressure 120/80 mmHg.", "")]
    [InlineData("D: your blood pressure is a hundred and twenty over eighty", "Blood pressure 120/80.", "")]
    [InlineData("D: your blood pressure is 120 / 80", "Blood pressure 130/80.", "Number 130/80")]
    [InlineData("D: your temperature is ninety eight point six", "Temperature 98.6.", "")]
    [InlineData("D: your temperature is ninety eight . six", "Temperature 98.6 degrees.", "")]
    [InlineData("D: your temperature is ninety eight six", "Temperature 98.6.", "")]
    [InlineData("P: my cough has been there for four or five days", "Cough for 4-5 days.", "")]
    [InlineData("P: my cough has been there for four or five days", "Cough for 4-6 days.", "Number 6")]
    [InlineData("P: i smoked for twenty five years", "Smoked for 25 years.", "")]
    [InlineData("P: i smoked for twenty five years", "Smoked for 20 years.", "Number 20")]
    [InlineData("P: my knee was replaced in nineteen ninety eight", "Knee replaced in 1998.", "")]
    [InlineData("P: my knee was replaced in two thousand and nine", "Knee replaced in 2009.", "")]
    [InlineData("D: the scan from 3/1/21 is clean", "Scan of 03/01/2021 is clean.", "")]
    [InlineData("P: my sugars are in the three to four hundreds", "Sugars of 300 to 400.", "")]
    [InlineData("P: the rash came a couple of weeks ago", "Rash for 2 weeks.", "")]
    [InlineData("P: the rash came a week and a half ago", "Rash for 1.5 weeks.", "Number 1.5")]
    [InlineData("P: the rash came two and a half weeks ago", "Rash for 2.5 weeks.", "")]
    [InlineData("P: the rash came a year ago", "Rash for 12 months.", "")]
    [InlineData("P: the rash came two weeks ago", "Rash for 14 days.", "")]
    [InlineData("P: i take the ibuprofen twice a day", "Takes ibuprofen BID.", "")]
    [InlineData("P: i take the ibuprofen twice a day", "Takes ibuprofen 3 times a day.", "Number 3")]
    [InlineData("P: i take the ibuprofen every day", "Takes ibuprofen once daily.", "")]
    [InlineData("P: i take the ibuprofen every six hours", "Takes ibuprofen q6h.", "")]
    [InlineData("P: my mother was in her fifties when she had the stroke", "Mother had a stroke in her 50s.", "")]
    [InlineData("P: the headaches began in january", "Headaches began in March.", "Number March")]
    [InlineData("D: your oxygen is ninety four percent", "Oxygen is 94%.", "")]
    [InlineData("D: we will call you once the biopsy results are back", "Patient is called once the biopsy results are back.", "")]
    // unit
    [InlineData("D: take 50 micrograms of levothyroxine", "Levothyroxine 50 mcg.", "")]
    [InlineData("D: take 50 micrograms of levothyroxine", "Levothyroxine 50 mg.", "Unit 50 mg")]
    [InlineData("P: i weigh 80 kilos", "Weight 80 lb.", "Unit 80 lb")]
    [InlineData("P: the swelling began three weeks ago", "Swelling for 3 months.", "Unit 3 months")]
    [InlineData("D: take a thousand milligrams of metformin", "Metformin 1 g.", "")]
    // drug
    [InlineData("P: i take lasix", "Takes furosemide.", "")]
    [InlineData("P: i take lasix before breakfast with a glass of milk", "Takes Lipitor before breakfast with a glass of milk.", "Drug Lipitor")]
    [InlineData("P: i take tylenol with codeine", "Takes acetaminophen.", "")]
    [InlineData("P: i take insulin glargine", "Takes Lantus.", "")]
    [InlineData("P: i drink water and use oxygen", "Drinks water and uses oxygen.", "")]
    // a dose is of its own drug
    [InlineData("P: lisinopril twenty milligrams and lasix forty milligrams", "Takes lisinopril 40 mg.", "Number 40")]
    [InlineData("P: twenty milligrams of lisinopril and forty of lasix", "Takes Lasix 40 mg and lisinopril 20 mg.", "")]
    // side
    [InlineData("P: my left knee hurts", "Left knee pain.", "")]
    [InlineData("P: my left knee hurts", "Right knee pain.", "Side Right")]
    [InlineData("P: alright , my knee hurts right now", "Right knee pain.", "Side Right")]
    [InlineData("D: your lungs are clear", "Lungs are clear bilaterally.", "")]
    [InlineData("D: the right knee is stable , the left one is swollen", "Left knee is stable.", "Side Left")]
    // negation
    [InlineData("D: any chest pain ?\nP: no .", "Denies chest pain.", "")]
    [InlineData("D: did your face swell up , trouble breathing\nP: no no only the skin", "The face did not swell up, no trouble breathing.", "")]
    [InlineData("D: did your face swell up , trouble breathing\nP: no no only the skin", "The face did swell up.", "Negation swell")]
    [InlineData("D: any chest pain ?\nP: no .", "Reports chest pain.", "Negation chest pain")]
    [InlineData("D: any chest pain ?\nP: yes , sometimes .", "Denies chest pain.", "Negation chest pain")]
    [InlineData("D: so you have n't had any chest pain ?\nP: correct .", "Reports chest pain.", "Negation chest pain")]
    [InlineData("D: no chest pain ?\nP: no .", "Denies chest pain.", "")]
    [InlineData("D: any dizziness or fainting ?\nP: a little dizzy but i have n't fainted .", "Reports dizziness.", "")]
    [InlineData("D: any dizziness or fainting ?\nP: a little dizzy but i have n't fainted .", "Reports fainting.", "Negation fainting")]
    [InlineData("P: i get short of breath on the stairs", "No dyspnea.", "Negation dyspnea")]
    [InlineData("D: i don't hear any wheezes on your heart exam i do hear a murmur", "There is a heart murmur.", "")]
    [InlineData("D: your lungs are clear", "Lungs are clear. No edema.", "Negation edema")]
    [InlineData("D: the ekg looks good", "EKG is unremarkable.", "")]
    [InlineData("D: i have not looked into the ekg yet , hold still", "Ultrasound is unremarkable.", "Unsupported Ultrasound is unremarkable.")]
    [InlineData("D: do you use a walker ?\nP: yes , always .", "Denies use of a walker.", "Negation Denies")]
    // nothing says it
    [InlineData("P: my left knee hurts", "The patient works as a teacher in Boston.", "Unsupported The patient works as a teacher in Boston.")]
    [InlineData("P: my left knee hurts", "The patient agrees with the plan.", "")]
    public void What_was_not_said_is_flagged_and_what_was_is_not(string dialogue, string sentence, string flags)
    {
        var grounding = new Grounding(Consultation.TranscriptOf(dialogue));

        var seen = grounding.Check(new NoteSentence(sentence, [], []));

        Assert.Equal(flags, string.Join("; ", seen.Flags.Where(flag => flag.Kind != FlagKind.Negation || !flags.StartsWith("Unsupported", StringComparison.Ordinal)).Select(flag => $"{flag.Kind} {flag.Text}")));
        Assert.Equal(sentence, seen.Text);
        Assert.All(seen.Flags, flag => Assert.Equal(flag.Text, sentence[flag.Start..flag.End]));
    }

    [Fact]
    public void A_question_and_its_answer_are_both_the_source()
    {
        var transcript = Consultation.TranscriptOf("D: good morning\nP: hello\nD: any palpitations lately ?\nP: no , none .");

        var seen = new Grounding(transcript).Check(new NoteSentence("Denies palpitations.", [], []));

        Assert.Equal([new SourceSpan(2, 0, 23), new SourceSpan(3, 0, 9)], seen.Sources);
    }

    [Fact]
    public void A_source_that_is_a_whole_turn_is_narrowed_to_what_says_it()
    {
        const string turn = "I saw my sister last week. The rash on my arm itches at night. We had lunch.";
        var transcript = Consultation.TranscriptOf($"P: {turn}");

        var seen = new Grounding(transcript).Check(new NoteSentence("The rash on the arm itches at night.", [new SourceSpan(0, 0, turn.Length)], []));

        var source = Assert.Single(seen.Sources);
        Assert.Equal("The rash on my arm itches at night", turn[source.Start..source.End]);
    }

    [Fact]
    public void Sources_that_point_nowhere_are_dropped_and_offsets_are_cut_to_the_turn()
    {
        var grounding = new Grounding(Consultation.TranscriptOf("P: i have a cough ."));

        var seen = grounding.Check(new NoteSentence("Cough.", [new(-1, 0, 3), new(7, 0, 3), new(0, -5, 900), new(0, 9, 2), new(0, int.MinValue, int.MaxValue)], []));

        Assert.Equal([new SourceSpan(0, 0, 16)], seen.Sources);
        Assert.Empty(seen.Flags);
    }

    [Fact]
    public void A_source_that_has_nothing_to_do_with_the_sentence_gives_way_to_one_that_has()
    {
        var transcript = Consultation.TranscriptOf("D: nice weather today\nP: indeed it is\nD: what brings you in\nP: my ankle is swollen");

        var seen = new Grounding(new Transcript([.. transcript.Turns, .. Enumerable.Range(4, 30).Select(i => new Turn(i, Speaker.Other, null, "mm-hmm ."))], true, SpokenLanguage.English))
            .Check(new NoteSentence("Ankle swelling.", [new SourceSpan(30, 0, 8)], []));

        Assert.Equal(3, Assert.Single(seen.Sources).Turn);
        Assert.Empty(seen.Flags);
    }

    [Fact]
    public void Flags_that_came_with_a_sentence_are_made_anew()
    {
        var grounding = new Grounding(Consultation.TranscriptOf("P: i have a cough ."));

        Assert.Empty(grounding.Check(new NoteSentence("Cough.", [], [new NoteFlag(FlagKind.Drug, 0, 5, "Cough")])).Flags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("…!?")]
    [InlineData("120/80/70/60 //// 3 over over 5 q999h 1,2,3,4 1e999 ½ ٣ 🩺 \ud800")]
    [InlineData("no no no without denies not never n't ; ; ;")]
    public void Odd_sentences_break_nothing(string sentence)
    {
        foreach (var dialogue in (string[])["P: ", "P: no", "D: ?\nP: .\nD: one one one oh oh point and a half over", "P: \ud800 12 🩺 mg left right"])
        {
            var seen = new Grounding(Consultation.TranscriptOf(dialogue)).Check(new NoteSentence(sentence, [new SourceSpan(0, 0, 1)], []));
            Assert.Equal(sentence, seen.Text);
        }

        Assert.Equal(sentence, new Grounding(new Transcript([], false, SpokenLanguage.Other)).Check(new NoteSentence(sentence, [], [])).Text);
    }

    [Fact]
    public void Random_words_break_nothing_and_offsets_always_fit()
    {
        string[] words = ["no", "any", "chest", "pain", "?", ".", ",", "left", "knee", "20", "mg", "lasix", "one", "twenty", "over", "point", "and", "a", "half", "weeks", "denies", "/", "-", "yes", "hundred", "normal", "%", "b.i.d.", "the", "oh"];
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var turns = Enumerable.Range(0, random.Next(1, 6)).Select(i => new Turn(i, (Speaker)random.Next(4), null, Words())).ToList();
            var grounding = new Grounding(new Transcript(turns, true, SpokenLanguage.English));
            var sentence = Words();

            var seen = grounding.Check(new NoteSentence(sentence, [.. Enumerable.Range(0, random.Next(3)).Select(_ => new SourceSpan(random.Next(-1, 7), random.Next(-3, 30), random.Next(-3, 60)))], []));

            Assert.All(seen.Flags, flag => Assert.Equal(flag.Text, sentence[flag.Start..flag.End]));
            Assert.All(seen.Sources, source => Assert.True(source.Start >= 0 && source.End <= turns[source.Turn].Text.Length && source.Start <= source.End));
        }

        string Words() => string.Join(' ', Enumerable.Range(0, random.Next(0, 25)).Select(_ => words[random.Next(words.Length)]));
    }

    [Fact]
    public void A_transcript_that_repeats_itself_thousands_of_times_supports_what_it_says()
    {
        var turns = Enumerable.Range(0, 6_000).SelectMany(i => new[]
        {
            new Turn(3 * i, Speaker.Clinician, null, "any chest pain ?"),
            new Turn((3 * i) + 1, Speaker.Patient, null, "no , but my left knee hurts ."),
            new Turn((3 * i) + 2, Speaker.Patient, null, "i take 20 milligrams of lisinopril ."),
        }).ToList();
        var grounding = new Grounding(new Transcript(turns, true, SpokenLanguage.English));

        foreach (var (text, turn) in ((string, int)[])[("Denies chest pain.", 9_000), ("The left knee hurts.", 9_001), ("Takes lisinopril 20 mg.", 9_002)])
        {
            var given = grounding.Check(new NoteSentence(text, [new SourceSpan(turn, 0, turns[turn].Text.Length)], []));
            Assert.Empty(given.Flags);
            Assert.Equal(turn, given.Sources[0].Turn);
            Assert.Empty(grounding.Check(new NoteSentence(text, [], [])).Flags);
        }

        Assert.NotEmpty(grounding.Check(new NoteSentence("Takes lisinopril 40 mg.", [], [])).Flags);
    }

    [Fact]
    public async Task Sentences_can_be_checked_side_by_side()
    {
        var consultation = Consultation.All[0];
        var grounding = new Grounding(consultation.Transcript);
        var expected = consultation.True.Select(sentence => Check(grounding, sentence.Text)).ToList();

        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => consultation.True.Select(sentence => Check(grounding, sentence.Text)).ToList())));

        Assert.All(seen, answers => Assert.Equal(expected, answers));

        static string Check(Grounding grounding, string text) => string.Join(' ', grounding.Check(new NoteSentence(text, [], [])).Sources);
    }
}
