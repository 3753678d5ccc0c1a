using System.Text;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes;

public sealed class LimitTests
{
    [Fact]
    public void Three_hundred_thousand_turns_of_ok_are_no_visit()
    {
        var text = new StringBuilder();
        for (var at = 0; at < 150_000; at++)
        {
            text.Append("D: ok\nP: ok\n");
        }

        Assert.Empty(Written.Sections(text.ToString()));
    }

    [Theory]
    [InlineData("no ")]
    [InlineData("pain ")]
    [InlineData("do you have any pain no ")]
    [InlineData("um , ")]
    [InlineData("one twenty over ")]
    [InlineData("for your first problem ")]
    [InlineData("? ")]
    [InlineData("- ")]
    [InlineData("a")]
    [InlineData("i've ")]
    public void Millions_of_the_same_are_written_from(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, TranscriptReader.MostBytes / piece.Length));
        if (TranscriptReader.TryRead(text, out var transcript, out _))
        {
            _ = NoteWriter.Write(transcript, NoteLayout.Soap).Count();
        }
    }

    [Fact]
    public void Five_mebibytes_of_dialogue_take_a_small_multiple_of_their_size()
    {
        var text = new StringBuilder();
        for (var seed = 0; text.Length < TranscriptReader.MostBytes - 20_000; seed++)
        {
            text.Append(GeneratedDialogue.Make(seed));
        }

        var transcript = Read.Text(text.ToString());
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sections = NoteWriter.Write(transcript, NoteLayout.Soap).ToList();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.NotEmpty(sections);
        Assert.True(held < 8L * text.Length * sizeof(char), $"{held} bytes held for {text.Length} characters");
    }
}
