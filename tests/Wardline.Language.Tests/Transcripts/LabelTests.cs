namespace Wardline.Language.Transcripts;

public sealed class LabelTests
{
    [Theory]
    [InlineData("[doctor] any cough ?\n[patient] no cough")]
    [InlineData("Doctor: any cough ?\nPatient: no cough")]
    [InlineData("DOCTOR: any cough ?\nPATIENT: no cough")]
    [InlineData("Dr. Amaral: any cough ?\nPt: no cough")]
    [InlineData("D: any cough ?\nP: no cough")]
    [InlineData("Clinician - 1: any cough ?\nPatient: no cough")]
    [InlineData("[00:12] Doctor: any cough ?\n[00:14] Patient: no cough")]
    [InlineData("00:00:12 Doctor: any cough ?\n00:00:14 Patient: no cough")]
    [InlineData("[00:12 - 00:13] Doctor: any cough ?\n[00:14 - 00:15] Patient: no cough")]
    [InlineData("1. Doctor: any cough ?\n2. Patient: no cough")]
    [InlineData("Doctor (00:12): any cough ?\nPatient (00:14): no cough")]
    [InlineData("**Doctor:** any cough ?\n**Patient:** no cough")]
    [InlineData("[Doctor]: any cough ?\r\n[Patient]: no cough\r\n")]
    [InlineData("\uFEFFDoctor: any cough ?\rPatient: no cough")]
    public void Each_form_of_label_gives_the_same_turns(string text)
    {
        var transcript = Read.Text(text);
        Assert.True(transcript.Labelled);
        Assert.Equal(["c|any cough ?", "p|no cough"], Read.Lines(transcript));
    }

    [Fact]
    public void Relatives_and_other_guests_are_neither_clinician_nor_patient() => Assert.Equal(
        ["c|how is he ?", "o|he ate well .", "o|i saw him too .", "o|same here ."],
        Read.Lines(Read.Text("Doctor: how is he ?\nGuest_family: he ate well .\nGuest_clinician: i saw him too .\nGest_family_2: same here .")));

    [Fact]
    public void A_line_without_label_belongs_to_the_turn_before() => Assert.Equal(
        ["c|hello there\nhow are you ?", "p|fine"],
        Read.Lines(Read.Text("[doctor] hello there\nhow are you ?\n[patient] fine")));

    [Fact]
    public void A_whole_dialogue_on_one_line_is_cut_into_its_turns()
    {
        Assert.Equal(["c|any fever ?", "p|no .", "c|any cough ?", "p|a little ."], Read.Lines(Read.Text("Doctor: any fever ? Patient: no . Doctor: any cough ? Patient: a little .")));
        Assert.Equal(["c|any fever", "p|no", "c|any cough"], Read.Lines(Read.Text("[doctor] any fever [patient] no [doctor] any cough")));
        Assert.Equal(["c|Any fever?", "p|No.", "c|Any cough?"], Read.Lines(Read.Text("D: Any fever? P: No. D: Any cough?")));
    }

    [Theory]
    [InlineData("[doctor] blood pressure: 120 over 80 and that is fine\n[patient] good")]
    [InlineData("[doctor] note: see you at 10:30 or 11:15\n[patient] good")]
    [InlineData("Doctor: I told the other doctor: no more pills\nPatient: good")]
    [InlineData("Doctor: vitamin D: 1000 units\nPatient: good")]
    [InlineData("[doctor] her words were [inaudible] and [laughter]\n[patient] good")]
    [InlineData("Doctor: the patient: well known to me\nPatient: good")]
    [InlineData("Doctor: first line\nPlan: rest\nPlan: more rest\nNote: see http://example.org\nPatient: good")]
    [InlineData("Doctor: numbers\nHeart rate: 80\nHeart rate: 82\nBP: 120/80\nBP: 118/79\nPatient: good")]
    public void A_colon_in_ordinary_speech_is_no_label(string text)
    {
        var transcript = Read.Text(text);
        Assert.Equal([Speaker.Clinician, Speaker.Patient], transcript.Turns.Select(turn => turn.Speaker));
    }

    [Theory]
    [InlineData("I slept badly last night.\nNote: I took 2 pills at 10:30.")]
    [InlineData("Plan: rest and fluids.\nA: viral illness.")]
    [InlineData("My blood pressure: 120 over 80, at home.")]
    [InlineData("[laughter] I slept badly\n[laughter] but I feel fine")]
    [InlineData("Mother: died of a stroke at eighty.")]
    public void A_text_without_speakers_is_not_labelled(string text) => Assert.False(Read.Text(text).Labelled);

    [Fact]
    public void Diarised_voices_get_their_roles_from_what_they_say()
    {
        var transcript = Read.Text("SPEAKER_01: I've been coughing and my chest hurts.\nSPEAKER_00: Do you have any fever? Let me listen to your lungs.\nSPEAKER_01: No.");
        Assert.Equal([Speaker.Patient, Speaker.Clinician, Speaker.Patient], transcript.Turns.Select(turn => turn.Speaker));
        Assert.Equal("SPEAKER_01", transcript.Turns[0].Label);
    }

    [Fact]
    public void Names_as_labels_get_their_roles_from_what_they_say()
    {
        var transcript = Read.Text("Ines: Do you have any pain? Are you taking your tablets?\nRui Costa: I take them. My back hurts.\nInes: Let me take a look.\nRui Costa: Thanks.");
        Assert.Equal([Speaker.Clinician, Speaker.Patient, Speaker.Clinician, Speaker.Patient], transcript.Turns.Select(turn => turn.Speaker));
    }

    [Fact]
    public void Labels_that_tell_nothing_leave_the_speaker_unknown()
    {
        var transcript = Read.Text("Blue: The sun is out.\nGreen: It rained before.\nBlue: So it did.\nGreen: And so on.");
        Assert.True(transcript.Labelled);
        Assert.All(transcript.Turns, turn => Assert.Equal(Speaker.Unknown, turn.Speaker));
    }

    [Fact]
    public void A_time_stamp_says_when_a_turn_starts()
    {
        var transcript = Read.Text("[00:12] Doctor: any cough ?\n[01:02:03.5] Patient: no cough");
        Assert.Equal([12, 3723.5], transcript.Turns.Select(turn => turn.StartsAt));
    }

    [Fact]
    public void Turns_without_words_are_left_out_and_the_rest_counted_on() => Assert.Equal(
        [(0, "any cough at all"), (1, "no")],
        Read.Text("[doctor]\n[patient]   \n[doctor] any cough at all\n[doctor]\n[patient] no").Turns.Select(turn => (turn.Index, turn.Text)));

    [Fact]
    public void Words_before_the_first_label_are_a_turn_of_their_own() =>
        Assert.Equal("Recorded in clinic two.", Read.Text("Recorded in clinic two.\nDoctor: any cough ?\nPatient: no").Turns[0].Text);
}
