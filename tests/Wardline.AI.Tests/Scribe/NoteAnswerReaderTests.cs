using Wardline.AI.Scribe.Answers;
using Wardline.Language.Notes;

namespace Wardline.AI.Tests.Scribe;

/// <summary>Answers as models give them, and the note that is in them.</summary>
public sealed class NoteAnswerReaderTests
{
    private const string Asked = """{"sections":[{"key":"subjective","sentences":[{"text":"Cough for three days.","turns":[1,2]}]},{"key":"assessment_and_plan","sentences":[{"text":"Honey.","turns":[4]}]}]}""";

    private static readonly string[] AskedLines = ["subjective: Cough for three days. [1,2]", "assessment_and_plan: Honey. [4]"];

    private static (AnswerEnd End, string[] Lines) Read(string answer, NoteLayout layout = NoteLayout.Soap)
    {
        var reader = new NoteAnswerReader(layout);
        var sentences = reader.Add(answer).ToList();
        var (end, last) = reader.Complete();
        return (end, [.. sentences.Concat(last).Select(sentence => $"{sentence.Section}: {sentence.Text}" + (sentence.Turns.Count > 0 ? $" [{string.Join(',', sentence.Turns)}]" : ""))]);
    }

    private static void Says(string answer, params string[] lines)
    {
        var (end, read) = Read(answer);
        Assert.Equal(lines, read);
        Assert.Equal(AnswerEnd.Whole, end);
    }

    [Fact]
    public void What_was_asked_for() => Says(Asked, AskedLines);

    [Fact]
    public void In_a_code_fence_with_talk_around_it() => Says($"Here is the note you asked for:\n\n```json\n{Asked}\n```\nLet me know {{if}} you need more.", AskedLines);

    [Fact]
    public void After_thinking_aloud() => Says($"<think>\nPerhaps {{\"sections\":[{{\"key\":\"plan\",\"sentences\":[\"Surgery.\"]}}]}} – no.\n</think>\n{Asked}", AskedLines);

    [Fact]
    public void After_a_thought_whose_beginning_is_not_said() => Says($"Okay, cough. Plan: honey.\n</think>\n\n{Asked}", AskedLines);

    [Fact]
    public void After_another_object() => Says($$"""{"thought":"let me see"} {{Asked}}""", AskedLines);

    [Fact]
    public void With_trailing_commas() => Says("""{"sections":[{"key":"subjective","sentences":[{"text":"Cough.","turns":[1,],},],},],}""", "subjective: Cough. [1]");

    [Fact]
    public void With_commas_left_out() => Says("""{"sections":[{"key":"subjective" "sentences":[{"text":"Cough." "turns":[1 2]} {"text":"Chills."}]}]}""", "subjective: Cough. [1,2]", "subjective: Chills.");

    [Theory]
    [InlineData("}")]
    [InlineData("]}")]
    [InlineData("}]}")]
    [InlineData("]}]}")]
    public void With_brackets_missing_at_the_end(string missing) => Says(Asked[..^missing.Length], AskedLines);

    [Fact]
    public void With_a_bracket_missing_in_the_middle() =>
        Says("""{"sections":[{"key":"subjective","sentences":[{"text":"Cough.","turns":[1]},{"key":"assessment_and_plan","sentences":["Honey."]}]}""", "subjective: Cough. [1]", "assessment_and_plan: Honey.");

    [Fact]
    public void With_quotation_marks_and_line_breaks_within_a_sentence() =>
        Says("{\"sections\":[{\"key\":\"subjective\",\"sentences\":[{\"text\":\"She says \"it burns\" when\nswallowing.\",\"turns\":[1]}]}]}", "subjective: She says \"it burns\" when swallowing. [1]");

    [Theory]
    [InlineData("Denies \"crushing\", but reports pressing pain.")]
    [InlineData("Denies \"crushing\", \"pressing\" and \"dull\" pain.")]
    [InlineData("Denies \"crushing\": pressing, she says.")]
    [InlineData("Denies \"crushing\"\nbut reports pressing pain.")]
    [InlineData("Height 5'10\", weight 80 kg.")]
    [InlineData("No pain that is \"crushing\"")]
    [InlineData("Denies \"crushing\", 3 of 10 at most.")]
    public void Quotation_mark_before_a_comma_or_colon_cuts_no_sentence(string text)
    {
        var line = "subjective: " + text.Replace('\n', ' ');

        Says("{\"sections\":[{\"key\":\"subjective\",\"sentences\":[{\"text\":\"" + text + "\",\"turns\":[1]},{\"text\":\"Cough.\",\"turns\":[2]}]}]}", line + " [1]", "subjective: Cough. [2]");
        Says("{\"sections\":[{\"key\":\"subjective\",\"sentences\":[{\"turns\":[1],\"text\":\"" + text + "\"}]}]}", line + " [1]");
    }

    [Fact]
    public void In_a_list_of_strings_a_mark_before_words_cuts_no_sentence() =>
        Says("""{"sections":[{"key":"subjective","sentences":["Denies "crushing", but reports pressing pain.","Cough."]}]}""", "subjective: Denies \"crushing\", but reports pressing pain.", "subjective: Cough.");

    [Fact]
    public void Of_two_readings_of_a_sentence_none_is_guessed() =>
        Assert.Equal((AnswerEnd.Unusable, 0), (Read("""{"subjective":["Denies "crushing", "pressing" pain."]}""").End, Read("""{"subjective":["Denies "crushing", "pressing" pain."]}""").Lines.Length));

    [Fact]
    public void Keys_without_marks_are_keys() => Says("""[{key:"subjective", sentences:["Cough.", "Chills."]},{key:"plan", sentences:[{text:"Honey.", turns:[4]}]}]""", "subjective: Cough.", "subjective: Chills.", "assessment_and_plan: Honey. [4]");

    [Theory]
    [InlineData("Cough for {unclear} days.")]
    [InlineData("Cough for {unclear days.")]
    [InlineData("Cough for {} days.")]
    [InlineData("Cough [{unclear}] and chills.")]
    [InlineData("Cough [\"unclear\"] and chills.")]
    public void Brackets_in_prose_lose_no_words(string text) => Says($"SUBJECTIVE\n{text}\n\nPLAN\nHoney.", $"subjective: {text}", "assessment_and_plan: Honey.");

    [Fact]
    public void With_more_turns_than_a_sentence_can_rest_on() =>
        Says($$"""{"sections":[{"key":"plan","sentences":[{"text":"Rest.","turns":[{{string.Join(',', Enumerable.Range(0, 5000).Select(turn => turn / 2))}}]}]}]}""", $"assessment_and_plan: Rest. [{string.Join(',', Enumerable.Range(0, 20))}]");

    [Fact]
    public void With_escapes() => Says("""{"sections":[{"key":"subjective","sentences":["38.4 \u00b0C \"at night\"\n\uD83E\uDD27."]}]}""", "subjective: 38.4 °C \"at night\" 🤧.");

    [Fact]
    public void With_control_characters_and_half_characters_that_no_store_would_take() =>
        Says("""{"sections":[{"key":"subjective","sentences":["Co\u0000ugh \ud83e today."]}]}""", "subjective: Co ugh \uFFFD today.");

    [Fact]
    public void With_sentences_as_strings() => Says("""{"sections":[{"key":"subjective","sentences":["Cough.","No fever."]}]}""", "subjective: Cough.", "subjective: No fever.");

    [Fact]
    public void With_sections_as_properties() => Says("""{"subjective":[{"text":"Cough.","turns":[1]}],"objective_exam":"Lungs clear. No wheeze.","plan":["Honey."]}""",
        "subjective: Cough. [1]", "objective_exam: Lungs clear.", "objective_exam: No wheeze.", "assessment_and_plan: Honey.");

    [Fact]
    public void With_sections_as_an_object() => Says("""{"note":{"sections":{"Subjective":{"sentences":["Cough."]},"Objective":{"sentences":["Clear."]}}}}""", "subjective: Cough.", "objective_exam: Clear.");

    [Fact]
    public void With_a_list_at_the_outside() => Says("""[{"section":"S","content":"Cough. No fever."},{"section":"A/P","content":"Honey."}]""", "subjective: Cough.", "subjective: No fever.", "assessment_and_plan: Honey.");

    [Fact]
    public void With_a_flat_list_of_sentences() => Says("""[{"section":"Plan","text":"Honey.","turns":[4]}]""", "assessment_and_plan: Honey. [4]");

    [Fact]
    public void With_the_key_after_the_sentences() => Says("""{"sections":[{"sentences":[{"turns":[1],"text":"Cough."}],"key":"subjective"}]}""", "subjective: Cough. [1]");

    [Fact]
    public void With_headings_of_its_own() => Says("""{"sections":[{"title":"HPI","sentences":["Cough."]},{"title":"Vital signs","sentences":["BP 120/80."]},{"title":"Labs","sentences":["CRP 4."]},{"title":"Follow-up","sentences":["One week."]}]}""",
        "subjective: Cough.", "objective_exam: BP 120/80.", "objective_results: CRP 4.", "assessment_and_plan: One week.");

    [Fact]
    public void Heading_that_nobody_knows_loses_nothing() => Says("""{"sections":[{"key":"plan","sentences":["Honey."]},{"key":"zebra","sentences":["Stripes were mentioned."]}]}""", "assessment_and_plan: Honey.", "assessment_and_plan: Stripes were mentioned.");

    [Fact]
    public void Same_headings_in_the_other_layout()
    {
        var (_, lines) = Read("""{"cc":"Cough.","subjective":"Three days.","objective":"Clear.","results":"CRP 4.","impression":"Cold.","treatment":"Honey."}""", NoteLayout.Clinical);

        Assert.Equal(["chief_complaint: Cough.", "history_of_present_illness: Three days.", "physical_examination: Clear.", "physical_examination: CRP 4.", "assessment: Cold.", "plan: Honey."], lines);
    }

    [Theory]
    [InlineData("[1,2]", "1,2")]
    [InlineData("[\"1\",\"2\"]", "1,2")]
    [InlineData("\"3\"", "3")]
    [InlineData("4", "4")]
    [InlineData("[1.0]", "1")]
    [InlineData("[\"turn 3\",\"[4 patient]\",\"T5\"]", "3,4,5")]
    [InlineData("\"2-4\"", "2,3,4")]
    [InlineData("\"2, 4\"", "2,4")]
    [InlineData("[{\"turn\":7}]", "7")]
    [InlineData("[1,1,1]", "1")]
    [InlineData("[-1,99999999999999999999,null,true]", "")]
    [InlineData("[\"I took 2 of them at 8 in the morning\"]", "")]
    [InlineData("null", "")]
    public void Turns_however_they_are_written(string turns, string read) =>
        Says($$"""{"sections":[{"key":"plan","sentences":[{"text":"Rest.","turns":{{turns}}}]}]}""", "assessment_and_plan: Rest." + (read.Length > 0 ? $" [{read}]" : ""));

    [Fact]
    public void As_Markdown() => Says("""
        Sure, here is the note.

        ## Subjective
        - The patient, seen by Dr. Lee, reports a cough. No fever.
        **Objective:** Temp 37.2 C. Lungs clear.
        ### Assessment & Plan
        1. Viral cold.
        2) Honey.
        """, "subjective: The patient, seen by Dr. Lee, reports a cough.", "subjective: No fever.", "objective_exam: Temp 37.2 C.", "objective_exam: Lungs clear.", "assessment_and_plan: Viral cold.", "assessment_and_plan: Honey.");

    [Fact]
    public void As_plain_text_under_headings() => Says("SUBJECTIVE\nCough for three days.\n\nOBJECTIVE\nLungs clear.\n\nASSESSMENT AND PLAN\nHoney: one spoon at night.", "subjective: Cough for three days.", "objective_exam: Lungs clear.", "assessment_and_plan: Honey: one spoon at night.");

    [Fact]
    public void As_letters() => Says("S: Cough.\nO: Clear.\nA: Cold.\nP: Honey.", "subjective: Cough.", "objective_exam: Clear.", "assessment_and_plan: Cold.", "assessment_and_plan: Honey.");

    [Fact]
    public void As_prose_within_JSON() => Says("""{"note":"SUBJECTIVE\nCough.\n\nPLAN\nHoney."}""", "subjective: Cough.", "assessment_and_plan: Honey.");

    [Fact]
    public void Minus_sign_is_no_list_mark() => Says("""{"sections":[{"key":"objective_exam","sentences":["- -2.5 dioptres."]}]}""", "objective_exam: -2.5 dioptres.");

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("I am sorry, but I cannot do that.")]
    [InlineData("{}")]
    [InlineData("{\"sections\":[")]
    [InlineData("""{"sections":[],"text":"I cannot do that."}""")]
    [InlineData("""{"error":"I cannot"}""")]
    [InlineData("<think>What now? Plan: think.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void Nothing_in_it_is_unusable(string answer) => Assert.Equal((AnswerEnd.Unusable, 0), (Read(answer).End, Read(answer).Lines.Length));

    [Theory]
    [InlineData("""{"sections":[]}""")]
    [InlineData("""{"sections":[{"key":"subjective","sentences":[]}]}""")]
    [InlineData("""{"sections":[{"key":"subjective","sentences":["N/A",""]}]}""")]
    [InlineData("There is nothing to note.\n```json\n{\n\"subjective\": [],\n\"plan\": []\n}\n```")]
    public void Note_with_nothing_in_it_is_empty(string answer) => Assert.Equal((AnswerEnd.Empty, 0), (Read(answer).End, Read(answer).Lines.Length));

    [Fact]
    public void End_within_a_sentence_is_a_cut() => Assert.Equal(AnswerEnd.Cut, Read(Asked[..Asked.IndexOf("Hon", StringComparison.Ordinal)]).End);

    [Fact]
    public void Depth_without_end_is_unusable() =>
        Assert.Equal(AnswerEnd.Unusable, Read("{\"sections\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).End);

    [Fact]
    public void Sentence_is_given_out_as_soon_as_it_is_complete()
    {
        var reader = new NoteAnswerReader(NoteLayout.Soap);
        var upTo = Asked.IndexOf('}', StringComparison.Ordinal);

        Assert.Empty(reader.Add(Asked[..upTo]));
        Assert.Equal("Cough for three days.", Assert.Single(reader.Add("}")).Text);
    }
}
