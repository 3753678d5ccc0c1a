using Wardline.AI.Assistant.Answers;

namespace Wardline.AI.Tests.Assistant;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("""{"text":"Rising.","findings":["Troponin 45"],"interpretation":["Likely infarction"],"recommendations":["Consider cath"],"quick_actions":["Call cath lab"]}""")]
    [InlineData("""<think>{"text":"no"} hm</think> {"text":"Rising.","findings":["Troponin 45"],"interpretation":["Likely infarction"],"recommendations":["Consider cath"],"quick_actions":["Call cath lab"]}""")]
    [InlineData("""
        ```json
        {"answer":"Rising.","structured_data":{"findings":[{"text":"Troponin 45"}],"interpretation":"Likely infarction","recommendations":["- Consider cath",""],"quick_actions":[{"title":"Call cath lab"},"Call cath lab"],},}
        ```
        """)]
    public void An_answer_is_read_in_whatever_form_it_comes(string said)
    {
        var answer = AnswerReader.Read(said)!;

        Assert.Equal("Rising.", answer.Text);
        Assert.Equal(["Troponin 45"], answer.StructuredData.Findings);
        Assert.Equal(["Likely infarction"], answer.StructuredData.Interpretation);
        Assert.Equal(["Consider cath"], answer.StructuredData.Recommendations);
        Assert.Equal(["Call cath lab"], answer.StructuredData.QuickActions);
    }

    [Fact]
    public void Prose_is_an_answer_without_lists()
    {
        var answer = AnswerReader.Read("Troponin is rising {fast}.\nRepeat it.")!;

        Assert.Equal("Troponin is rising {fast}.\nRepeat it.", answer.Text);
        Assert.Empty(answer.StructuredData.Findings);
    }

    [Fact]
    public void Lists_without_a_text_make_one()
    {
        var answer = AnswerReader.Read("""{"findings":["One","Two"],"text":""}""")!;

        Assert.Equal("One\nTwo", answer.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("{}")]
    [InlineData("""{"text":"cut in mid""")]
    [InlineData("""{"text":["a"],"findings":{}}""")]
    [InlineData("<think>and so on without an end")]
    [InlineData("""{"text":"\ud800"}""")]
    public void What_holds_no_answer_is_none(string said) => Assert.Null(AnswerReader.Read(said));

    [Fact]
    public void What_is_too_long_is_cut_and_what_is_no_text_is_left_out()
    {
        var long1 = string.Concat(Enumerable.Repeat("😀", AnswerReader.MostText));
        var items = string.Join(',', Enumerable.Range(0, 50).Select(item => $"\"item {item}\\u0000\\u001b[31m\""));

        var answer = AnswerReader.Read($$"""{"text":"{{long1}}","findings":[{{items}}]}""")!;

        Assert.InRange(answer.Text.Length, AnswerReader.MostText - 2, AnswerReader.MostText);
        Assert.EndsWith("😀…", answer.Text, StringComparison.Ordinal);
        Assert.Equal(AnswerReader.MostItems + 1, answer.StructuredData.Findings.Count);
        Assert.Equal(("item 0[31m", "…"), (answer.StructuredData.Findings[0], answer.StructuredData.Findings[^1]));
    }

    [Fact]
    public void A_cut_never_goes_through_a_number()
    {
        var item = string.Concat(Enumerable.Repeat("x", AnswerReader.MostItem - 3)) + " 12.5 mg";

        var answer = AnswerReader.Read($$"""{"text":"t","findings":["{{item}}"]}""")!;

        Assert.Equal(item[..(AnswerReader.MostItem - 3)] + "…", Assert.Single(answer.StructuredData.Findings));
    }

    [Theory]
    [InlineData("\"-8.2 mmol/L\"", "-8.2 mmol/L")]
    [InlineData("-3", "-3")]
    [InlineData("\"- Base excess -8.2\"", "Base excess -8.2")]
    [InlineData("\"• * Repeat\"", "Repeat")]
    [InlineData("\"- 8.2 mmol/L\"", "- 8.2 mmol/L")]
    [InlineData("\"*\"", "*")]
    public void A_sign_is_no_bullet(string item, string read) =>
        Assert.Equal([read], AnswerReader.Read($$"""{"text":"t","findings":[{{item}}]}""")!.StructuredData.Findings);

    [Fact]
    public void A_text_that_begins_with_a_sign_keeps_it() =>
        Assert.Equal("-8.2 mmol/L", AnswerReader.Read("""{"text":"-8.2 mmol/L"}""")!.Text);

    [Fact]
    public void No_sequence_of_brackets_and_marks_makes_it_throw()
    {
        var random = new Random(4711);
        const string Letters = "{}[]\",:\\ntext <think></think>`\u0000é";
        for (var run = 0; run < 20_000; run++)
        {
            AnswerReader.Read(new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)])]));
        }
    }
}
