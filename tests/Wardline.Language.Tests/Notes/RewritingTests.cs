namespace Wardline.Language.Notes;

public sealed class RewritingTests
{
    [Theory]
    [InlineData("i have been coughing for two weeks .", "The patient has been coughing for 2 weeks.")]
    [InlineData("i take metformin 500 milligrams twice a day .", "The patient takes metformin 500 mg twice a day.")]
    [InlineData("i do n't take any medication .", "The patient does not take any medication.")]
    [InlineData("um , i , i have a , uh , headache .", "The patient has a headache.")]
    [InlineData("my back hurts when i bend .", "The patient's back hurts when they bend.")]
    [InlineData("it has been like three days of fever .", "It has been 3 days of fever.")]
    [InlineData("it feels like a knife in my chest .", "It feels like a knife in the patient's chest.")]
    [InlineData("i'm not sure , maybe it was the left knee .", "The patient is not sure, maybe it was the left knee.")]
    [InlineData("the right knee is swollen .", "The right knee is swollen.")]
    [InlineData("right knee is swollen .", "Right knee is swollen.")]
    [InlineData("i ca n't sleep because of the pain .", "The patient can not sleep because of the pain.")]
    [InlineData("i wan na get rid of this pain .", "The patient wants to get rid of this pain.")]
    public void A_patients_words_become_note_language(string said, string sentence) =>
        Assert.Equal(["S|" + sentence], Written.Answered("how are you ?", said));

    [Fact]
    public void She_and_he_only_where_somebody_said_so()
    {
        Assert.Contains("S|The patient has a cough and she wheezes.", Written.Lines("[doctor] good morning , mrs. silva .\n[patient] i have a cough and i wheeze ."));
        Assert.Contains("S|The patient has a cough and they wheeze.", Written.Lines("[doctor] good morning .\n[patient] i have a cough and i wheeze ."));
    }

    [Theory]
    [InlineData("on your heart exam , i do appreciate a three out of six systolic murmur .", "Heart: 3/6 systolic murmur.")]
    [InlineData("your lungs are clear .", "Lungs are clear.")]
    [InlineData("there is no tenderness of the left calf .", "No tenderness of the left calf.")]
    [InlineData("i do n't appreciate any edema .", "No edema.")]
    [InlineData("i see one plus pitting edema , okay ?", "1+ pitting edema.")]
    [InlineData("your blood pressure is one twenty over eighty .", "Blood pressure is 120/80.")]
    [InlineData("i hear crackles when you hold your breath .", "Crackles when the patient holds their breath.")]
    [InlineData("there is swelling in your legs .", "Swelling in the legs.")]
    public void A_finding_is_written_as_findings_are(string said, string sentence) => Assert.Contains("E|" + sentence, Written.Examined(said));

    [Theory]
    [InlineData("i wan na go ahead and increase your lasix to 80 milligrams once a day .", "Increase Lasix to 80 mg once a day.")]
    [InlineData("i'm gon na start you on some amoxicillin 500 milligrams .", "Start amoxicillin 500 mg.")]
    [InlineData("let's go ahead and order a chest x-ray , okay ?", "Order a chest x-ray.")]
    [InlineData("i'm going to refer you to physical therapy .", "Refer to physical therapy.")]
    [InlineData("we'll continue the metoprolol .", "Continue the metoprolol.")]
    [InlineData("i want you to rest the knee .", "Advised to rest the knee.")]
    [InlineData("i do n't want you to take ibuprofen .", "Advised not to take ibuprofen.")]
    [InlineData("we might need to repeat the mri .", "We might need to repeat the MRI.")]
    public void A_plan_is_written_as_orders(string said, string sentence) => Assert.Equal(["P|" + sentence], Written.Planned(said));

    [Fact]
    public void A_problem_named_in_the_plan_is_a_heading() => Assert.Equal(
        ["P|Knee pain.", "P|I think it is a sprain.", "P|Order an MRI.", "P|Hypertension.", "P|Continue lisinopril."],
        Written.Planned("so , for your first problem , your knee pain , i think it's a sprain . let's order an mri . and for your second problem , your hypertension , we'll continue your lisinopril ."));

    [Fact]
    public void The_reason_for_the_visit_is_the_chief_complaint()
    {
        const string Visit = "[doctor] ana is a 40-year-old female who presents with left shoulder pain . how are you ?\n[patient] it hurts when i lift my arm .";
        Assert.Equal("S|Chief complaint: left shoulder pain.", Written.Lines(Visit)[0]);
        var clinical = Written.Sections(Visit, NoteLayout.Clinical);
        Assert.Equal(["chief_complaint", "history_of_present_illness"], clinical.Select(section => section.Key));
        Assert.Equal("Left shoulder pain.", Assert.Single(clinical[0].Sentences).Text);
    }

    [Fact]
    public void Numbers_are_read_the_way_they_are_spoken() => Assert.Equal(
        ["S|The patient takes 1000 mg, then 2.5 mg, for 25 days, and their pressure was 142/88 with one of them."],
        Written.Answered("and ?", "i take one thousand milligrams , then two point five milligrams , for twenty five days , and my pressure was one forty two over eighty eight with one of them ."));
}
