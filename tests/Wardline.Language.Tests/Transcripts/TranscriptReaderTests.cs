using System.Text;

namespace Wardline.Language.Transcripts;

public sealed class TranscriptReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\u200B\uFEFF\u2060\u00A0")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("[doctor]\n[patient] \u200B\n[doctor]")]
    public void Nothing_visible_is_empty(string text) => Assert.Equal(TranscriptFault.Empty, Read.Fault(text));

    [Theory]
    [InlineData("hello")]
    [InlineData("[doctor] hi\n[patient] hi")]
    [InlineData("chest pain")]
    [InlineData("... !!! ???")]
    public void A_word_or_two_is_too_short(string text) => Assert.Equal(TranscriptFault.TooShort, Read.Fault(text));

    [Fact]
    public void Three_words_are_enough() => Assert.Single(Read.Text("my chest hurts").Turns);

    [Fact]
    public void Exactly_five_mebibytes_are_read_and_one_byte_more_is_refused()
    {
        var most = string.Concat(Enumerable.Repeat("dor é má\n", TranscriptReader.MostBytes / 11));
        most += new string('x', TranscriptReader.MostBytes - Encoding.UTF8.GetByteCount(most));
        Assert.Equal(TranscriptReader.MostBytes, Encoding.UTF8.GetByteCount(most));
        Assert.NotEmpty(Read.Text(most).Turns);
        Assert.Equal(TranscriptFault.TooLong, Read.Fault(most + "x"));
    }

    [Fact]
    public void Control_characters_become_spaces_and_broken_characters_a_mark_at_the_same_place()
    {
        var text = Read.Text("[doctor] a\0b\u001Bc \uD800 d\te \uDC00f \U0001F600 g").Turns[0].Text;
        Assert.Equal("a b c \uFFFD d\te \uFFFDf \U0001F600 g", text);
    }

    [Fact]
    public void Without_labels_each_line_is_a_turn_and_the_speaker_a_guess()
    {
        var transcript = Read.Text("Do you have any pain in your back?\nIt started on Monday.\n\nLet me take a look at your back.\n");
        Assert.False(transcript.Labelled);
        Assert.Equal(["c|Do you have any pain in your back?", "p|It started on Monday.", "c|Let me take a look at your back."], Read.Lines(transcript));
    }

    [Fact]
    public void Without_labels_a_line_is_cut_where_the_speaker_changes() => Assert.Equal(
        ["c|Do you have any chest pain?", "p|No. My back hurts a lot.", "c|Let me examine you. Are you taking your tablets?", "p|I do."],
        Read.Lines(Read.Text("Do you have any chest pain? No. My back hurts a lot. Let me examine you. Are you taking your tablets? I do.")));

    [Fact]
    public void Without_labels_what_is_not_clear_stays_unknown() =>
        Assert.Equal(Speaker.Unknown, Assert.Single(Read.Text("The sky over the hospital was grey.").Turns).Speaker);

    [Fact]
    public void Three_hundred_thousand_tiny_turns_are_read()
    {
        var text = new StringBuilder();
        for (var at = 0; at < 150_000; at++)
        {
            text.Append("D: ok\nP: ok\n");
        }

        Assert.Equal(300_000, Read.Text(text.ToString()).Turns.Count);
    }

    [Theory]
    [InlineData(':')]
    [InlineData('[')]
    [InlineData('a')]
    [InlineData('.')]
    [InlineData('1')]
    [InlineData('-')]
    public void A_line_of_millions_of_the_same_character_is_read(char c) =>
        TranscriptReader.TryRead(new string(c, TranscriptReader.MostBytes), out _, out _);
}
