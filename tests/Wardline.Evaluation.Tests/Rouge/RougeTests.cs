namespace Wardline.Evaluation.Rouge;

/// <summary>Expected values are worked out by hand; the arithmetic stands beside them.</summary>
public sealed class RougeTests
{
    // The library's own sample: 9 words against 8; quick, brown, fox/dog … share the, quick, brown, dog, jumps, the.
    private const string Fox = "The quick brown fox jumps over the lazy dog";
    private const string Dog = "The quick brown dog jumps on the log.";

    [Fact]
    public void Words_count_as_often_as_both_sides_have_them()
    {
        var score = Rouge.N(Fox, Dog, 1);

        Assert.Equal(6.0 / 8, score.Precision);
        Assert.Equal(6.0 / 9, score.Recall);
        Assert.Equal(2 * (6.0 / 8) * (6.0 / 9) / ((6.0 / 8) + (6.0 / 9)), score.F);
    }

    [Fact]
    public void Pairs_of_words_count_in_their_order()
    {
        // the-quick and quick-brown, of 7 and 8 pairs.
        var score = Rouge.N(Fox, Dog, 2);

        Assert.Equal(2.0 / 7, score.Precision);
        Assert.Equal(2.0 / 8, score.Recall);
    }

    [Fact]
    public void One_line_is_its_longest_common_subsequence()
    {
        // the quick brown … jumps … the: 5 words in order.
        var score = Rouge.LSum(Fox, Dog);

        Assert.Equal(5.0 / 8, score.Precision);
        Assert.Equal(5.0 / 9, score.Recall);
    }

    [Fact]
    public void Lines_unite_what_each_of_them_shares()
    {
        // The example of Lin's paper: reference w1 w2 w3 w4 w5; written w1 w2 w6 w7 w8 and w1 w3 w8 w9 w5. Together w1 w2 w3 w5.
        var score = Rouge.LSum("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5");

        Assert.Equal(4.0 / 5, score.Recall);
        Assert.Equal(4.0 / 10, score.Precision);
    }

    [Fact]
    public void A_word_written_once_is_counted_once_however_often_the_reference_has_it()
    {
        var score = Rouge.LSum("pain\npain\npain", "pain");

        Assert.Equal(1.0 / 3, score.Recall);
        Assert.Equal(1.0, score.Precision);
    }

    [Theory]
    [InlineData("", "something")]
    [InlineData("something", "")]
    [InlineData("\n\n", "- … -")]
    [InlineData("one two", "three four")]
    public void Nothing_in_common_is_nothing(string reference, string written)
    {
        Assert.Equal(0, Rouge.N(reference, written, 1).F);
        Assert.Equal(0, Rouge.N(reference, written, 2).F);
        Assert.Equal(0, Rouge.LSum(reference, written).F);
    }

    [Fact]
    public void The_same_text_is_whole()
    {
        const string note = "PLAN\n\n1. Lisinopril 10 mg daily.\n2. Return in 2 weeks.";

        Assert.Equal(1, Rouge.N(note, note, 1).F);
        Assert.Equal(1, Rouge.N(note, note, 2).F);
        Assert.Equal(1, Rouge.LSum(note, note).F);
    }

    [Theory]
    [InlineData("He doesn't; 98.6°F, A1c-7", "he doesn t 98 6 f a1c 7")]
    [InlineData("naïve café Ünal", "na ve caf nal")]
    [InlineData("300 K İstanbul", "300 k i stanbul")]
    public void Words_are_runs_of_ASCII_letters_and_digits(string text, string tokens) => Assert.Equal(tokens, string.Join(' ', RougeTokens.Of(text)));
}
