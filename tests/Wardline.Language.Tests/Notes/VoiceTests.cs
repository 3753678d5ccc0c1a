namespace Wardline.Language.Notes;

public sealed class VoiceTests
{
    [Fact]
    public void First_person_is_whoever_speaks()
    {
        var lines = Written.Lines("""
            Doctor: Good morning, Mrs. Silva. Does your hip hurt?
            Patient: I have pain in the hip.
            Doctor: And the bladder?
            Nurse: The catheter came out, I scanned her bladder after and there were 120 millilitres left.
            Doctor: Did she cough at all?
            Daughter: No, I haven't heard her cough. On the phone she knew me, but my mother has pain.
            Doctor: Insulin glargine, 18 units at night, but if she doesn't eat, call the doctor on duty. I don't want a low sugar in a confused lady.
            """);
        Assert.Contains("S|The patient has pain in the hip.", lines);
        Assert.Contains(lines, line => line.Contains("the nurse scanned her bladder", StringComparison.Ordinal));
        Assert.Contains("S|The daughter has not heard her cough.", lines);
        Assert.Contains(lines, line => line.Contains("she knew the daughter, but the daughter's mother has pain", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("patient does not want", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("my l d l is high and the h b a one c is eight point one .", "S|The patient's LDL is high and the HbA1c is 8.1.")]
    [InlineData("my temperature was thirty six nine .", "S|The patient's temperature was 36.9.")]
    [InlineData("i feel kind of i feel lightheaded .", "S|The patient feels lightheaded.")]
    [InlineData("that's um that's from the pain in my back .", "S|That is from the pain in the patient's back.")]
    public void Letters_and_numbers_are_written_as_they_were_meant(string said, string line) => Assert.Equal([line], Written.Answered("and ?", said));

    [Theory]
    [InlineData("Right side?", "Nothing.")]
    [InlineData("And the left?", "No.")]
    public void A_side_that_was_asked_about_is_not_denied(string question, string answer) => Assert.Empty(Written.Answered(question, answer));

    [Theory]
    [InlineData("Any fever, chills, shaking?", "No. No fever.", "S|Denies fever, chills, or shaking.")]
    [InlineData("Did you vomit?", "Twice at home.", "S|Vomited twice at home.")]
    [InlineData("any other symptoms i might be missing, nausea?", "no", "S|Denies nausea.")]
    [InlineData("Dapagliflozin, 10 milligrams?", "Ten, yeah, in the morning.", "S|Reports Dapagliflozin, 10 mg in the morning.")]
    [InlineData("Was she ever confused before the fall?", "Never.", "S|She was not ever confused before the fall.")]
    [InlineData("did your face swell up, trouble breathing?", "no no only the skin", "S|The face did not swell up, no trouble breathing.")]
    [InlineData("did it go anywhere, the arm?", "the right arm. no wait, the left one, sorry, the left.", "S|Asked \"did it go anywhere, the arm?\": the left arm.")]
    public void An_answer_says_what_it_said(string question, string answer, string line) => Assert.Equal(line, Written.Answered(question, answer)[0]);
}
