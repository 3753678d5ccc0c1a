namespace Wardline.Language.Notes;

public sealed class SelectionTests
{
    [Theory]
    [InlineData("[doctor] good morning . how are you ?\n[patient] i'm good , thanks . and you ?\n[doctor] did you see the game ?\n[patient] what a goal .")]
    [InlineData("[doctor] okay .\n[patient] mm-hmm .\n[doctor] hey , dragon , show me the notes .\n[patient] you got it .")]
    [InlineData("um uh hmm um uh hmm")]
    [InlineData("ok ok ok ok ok ok ok ok")]
    [InlineData("1 2 3 4 5 6")]
    public void Small_talk_is_no_visit(string transcript)
    {
        Assert.Empty(Written.Sections(transcript));
        Assert.Empty(Written.Sections(transcript, NoteLayout.Clinical));
    }

    [Fact]
    public void Words_to_a_device_stay_out() =>
        Assert.DoesNotContain(Written.Planned("hey , dragon , show me the x-ray of the knee . we'll order an mri ."), line => line.Contains("ragon", StringComparison.Ordinal));

    [Fact]
    public void A_denial_of_two_words_is_kept() => Assert.Equal(
        ["S|Chief complaint: chest pain for 2 days.", "S|No fever.", "S|No cough."],
        Written.Lines("Doctor: What brings you in?\nPatient: Chest pain for two days. No fever. No cough."));

    [Fact]
    public void Sections_follow_the_visit()
    {
        var lines = Written.Lines("""
            [doctor] hi . what brings you in ?
            [patient] my left knee hurts .
            [doctor] let me do a quick physical exam . your left knee is tender .
            [patient] okay .
            [doctor] let's look at your results . the x-ray shows no fracture .
            [doctor] so my assessment and plan . let's order an mri of the knee .
            """);
        Assert.Equal(["S|Chief complaint: the patient's left knee hurts.", "E|Left knee is tender.", "R|The x-ray shows no fracture.", "P|Order an MRI of the knee."], lines);
    }

    [Fact]
    public void Speech_without_punctuation_is_cut_into_statements()
    {
        var lines = Written.Lines("[doctor] hi what brings you in\n[patient] yeah so my left knee hurts and i have been limping for two weeks\n[doctor] okay any fever or chills\n[patient] no");
        Assert.Equal(["S|Chief complaint: the patient's left knee hurts.", "S|The patient has been limping for 2 weeks.", "S|Denies fever or chills."], lines);
    }

    [Fact]
    public void A_sentence_that_listening_interrupts_is_one()
    {
        var sections = Written.Sections("[doctor] let me do a quick physical exam .\n[doctor] there is tenderness of the greater\n[patient] okay\n[doctor] tuberosity of the humerus");
        var sentence = Assert.Single(Assert.Single(sections).Sentences);
        Assert.Equal("Tenderness of the greater tuberosity of the humerus.", sentence.Text);
        Assert.Equal([1, 3], sentence.Sources.Select(source => source.Turn));
    }

    [Fact]
    public void Swapped_labels_do_not_make_a_finding_a_symptom()
    {
        var lines = Written.Lines("""
            [patient] do you have any fever or cough ? are you taking your tablets ?
            [doctor] i have had a cough and my chest hurts .
            [patient] let me listen to your lungs . let me do a quick physical exam . on your lung exam , i hear crackles on the right .
            [doctor] okay doctor .
            [patient] i'm going to prescribe amoxicillin . i want you to follow up with me .
            """);
        Assert.Contains("S|The patient has had a cough and their chest hurts.", lines);
        Assert.Contains("E|Lung: crackles on the right.", lines);
        Assert.Contains("P|Prescribe amoxicillin.", lines);
    }

    [Fact]
    public void A_relative_is_heard_for_the_history() =>
        Assert.Contains(Written.Lines("Doctor: what happened ?\nGuest_family: he fell and his wrist is swollen ."), line => line.Contains("wrist is swollen", StringComparison.Ordinal));

    [Fact]
    public void Only_english_is_written_from()
    {
        Assert.True(NoteWriter.CanWrite(Transcripts.SpokenLanguage.English));
        Assert.All([Transcripts.SpokenLanguage.Portuguese, Transcripts.SpokenLanguage.Spanish, Transcripts.SpokenLanguage.Other], language => Assert.False(NoteWriter.CanWrite(language)));
    }
}
