namespace Wardline.Language.Notes;

public sealed class RepairTests
{
    [Theory]
    [InlineData("it went to the right arm . no wait , the left one , sorry , the left . and up into the jaw .", "S|It went to the left arm, up into the jaw.")]
    [InlineData("i have pain on the right side , here in the back — no , wait , the left . Sorry . My left .", "S|The patient has pain on the left side, here in the back.")]
    [InlineData("my right knee hurts , i mean the left .", "S|The patient's left knee hurts.")]
    [InlineData("i broke the right arm , no wait , the left leg .", "S|The patient broke the left leg.")]
    [InlineData("i take metformin 850 , no , sorry , 500 milligrams .", "S|The patient takes metformin 500 mg.")]
    [InlineData("i take ramipril , no wait , lisinopril five milligrams .", "S|The patient takes lisinopril 5 mg.")]
    [InlineData("the pain began on monday , or rather tuesday .", "S|The pain began on Tuesday.")]
    [InlineData("i cough twice , uh , three times a day .", "S|The patient coughs 3 times a day.")]
    public void What_was_taken_back_goes_and_what_replaced_it_stays(string said, params string[] lines) => Assert.Equal(lines, Written.Answered("and ?", said));

    [Theory]
    [InlineData("i start ramipril , five milligrams , no wait , two point five , two point five once a day .", "P|I start ramipril, 2.5 mg once a day.")]
    [InlineData("i'm giving you tamsulosin , 4 milligrams — no , sorry , 0.4 . Point four milligrams , once a day .", "P|I am giving the patient tamsulosin, 0.4 mg, once a day.")]
    [InlineData("start amlodipine , 10 — no , let's begin with 5 . Five milligrams once a day .", "P|Start amlodipine, 5 mg once a day.")]
    public void A_dose_said_again_is_written_once(string said, string line) => Assert.Equal([line], Written.Planned(said));

    [Fact]
    public void Where_it_cannot_be_told_what_replaces_what_both_stay_in_one_sentence()
    {
        var line = Assert.Single(Written.Answered("and ?", "the right arm hurts . no wait , the left is where i have pain ."));
        Assert.Contains("right arm", line, StringComparison.Ordinal);
        Assert.Contains("no wait", line, StringComparison.Ordinal);
        Assert.Contains("the left", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my left knee hurts . no , the right knee hurts too .", "right knee hurts too")]
    [InlineData("i take 5 milligrams of ramipril . sorry , i have a cough .", "5 mg of ramipril")]
    [InlineData("on the right , no . on the left , yes , there i have pain .", "on the left")]
    public void What_only_sounds_like_a_correction_changes_nothing(string said, string kept) =>
        Assert.Contains(Written.Answered("and ?", said), line => line.Contains(kept, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void A_correction_in_the_next_turn_reaches_what_was_said()
    {
        var lines = Written.Lines("""
            Doctor: Let's talk about my assessment and plan. And morphine 2 milligrams for the pain —
            Nurse: Dr. Okafor wrote one.
            Doctor: One, you're right. One milligram, not two, and only before physiotherapy.
            """);
        Assert.DoesNotContain(lines, line => line.Contains("2 mg", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("orphine 1 mg", StringComparison.Ordinal));
        Assert.Contains("S|The patient has pain in the left leg.", Written.Lines("Doctor: where ?\nPatient: I have pain in the right leg.\nDoctor: Okay.\nPatient: No, wait, the left."));
    }

    [Fact]
    public void The_source_holds_both_what_was_taken_back_and_what_replaced_it()
    {
        var sentence = Assert.Single(Assert.Single(Written.Sections("[doctor] and ?\n[patient] my right knee hurts , no wait , the left .")).Sentences);
        Assert.Equal([new SourceSpan(1, 0, 40)], sentence.Sources);
    }
}
