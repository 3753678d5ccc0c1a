using System.Text.RegularExpressions;
using Wardline.Language.Transcripts;

namespace Wardline.Language.Notes;

/// <summary>What must hold of every note, whatever was said. Judged by words of its own, none of the engine's lists.</summary>
public sealed partial class TruthTests
{
    private const int Seeds = 300;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void No_number_side_unit_or_negation_comes_from_nowhere(int batch) => Each(batch, (transcript, sentence) =>
    {
        var said = Said(transcript, sentence);
        Assert.All(Number().Matches(sentence.Text), number => Assert.True(Values(said).Contains(number.Value), $"{number.Value} in “{sentence.Text}” of “{said}”"));
        foreach (var word in (string[])["left", "right", "mg", "systolic", "ibuprofen", "aspirin", "metformin", "lisinopril"])
        {
            var wasSaid = said.Contains(word == "mg" ? "milligrams" : word, StringComparison.OrdinalIgnoreCase);
            Assert.True(wasSaid || !Regex.IsMatch(sentence.Text, $@"\b{word}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking), $"“{word}” in “{sentence.Text}” of “{said}”");
        }

        Assert.True(!Negation().IsMatch(sentence.Text) || Negation().IsMatch(said), $"negation in “{sentence.Text}” of “{said}”");
    });

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_negation_that_was_said_of_one_thing_is_not_lost(int batch) => Each(batch, (transcript, sentence) =>
    {
        var said = Said(transcript, sentence);
        if (sentence.Sources.Count == 1 && NegatedVerb().IsMatch(said) && !said.Contains("no ,", StringComparison.Ordinal))
        {
            Assert.True(Negation().IsMatch(sentence.Text), $"“{sentence.Text}” of “{said}”");
        }
    });

    [Theory]
    [MemberData(nameof(Batches))]
    public void Each_sentence_has_sources_within_their_turns(int batch) => Each(batch, (transcript, sentence) =>
    {
        Assert.NotEmpty(sentence.Sources);
        Assert.NotEmpty(sentence.Text.Trim(' ', '.'));
        Assert.Empty(sentence.Flags);
        Assert.All(sentence.Sources, source =>
        {
            Assert.InRange(source.Turn, 0, transcript.Turns.Count - 1);
            Assert.InRange(source.Start, 0, source.End - 1);
            Assert.InRange(source.End, 1, transcript.Turns[source.Turn].Text.Length);
        });
    });

    [Fact]
    public void The_same_transcript_gives_the_same_note()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var transcript = Read.Text(GeneratedDialogue.Make(seed));
            Assert.Equal(NoteText.Of([.. NoteWriter.Write(transcript, NoteLayout.Soap)]), NoteText.Of([.. NoteWriter.Write(transcript, NoteLayout.Soap)]));
        }
    }

    [Fact]
    public void Garbage_is_survived()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            if (!TranscriptReader.TryRead(GeneratedDialogue.Garbage(seed), out var transcript, out _))
            {
                continue;
            }

            foreach (var sentence in NoteWriter.Write(transcript, NoteLayout.Clinical).SelectMany(section => section.Sentences))
            {
                Assert.All(sentence.Sources, source => Assert.True(source.Start >= 0 && source.Start < source.End && source.End <= transcript.Turns[source.Turn].Text.Length));
            }
        }
    }

    private static void Each(int batch, Action<Transcript, NoteSentence> holds)
    {
        var sentences = 0;
        for (var seed = batch * Seeds; seed < (batch + 1) * Seeds; seed++)
        {
            var transcript = Read.Text(GeneratedDialogue.Make(seed));
            foreach (var sentence in NoteWriter.Write(transcript, NoteLayout.Soap).SelectMany(section => section.Sentences))
            {
                holds(transcript, sentence);
                sentences++;
            }
        }

        Assert.True(sentences > Seeds, "too few sentences to have tested anything");
    }

    private static string Said(Transcript transcript, NoteSentence sentence) =>
        string.Join(" | ", sentence.Sources.Select(source => transcript.Turns[source.Turn].Text[source.Start..source.End]));

    /// <summary>The numbers of the generator's own words.</summary>
    private static HashSet<string> Values(string said)
    {
        (string Word, string Digits)[] spoken =
        [
            ("two", "2"), ("three", "3"), ("ten", "10"), ("twenty five", "25"), ("one hundred", "100"), ("six", "6"), ("eighty", "80"), ("one twenty", "120"), ("one thirty", "130"), ("one forty", "140"), ("one", "1"),
        ];
        return [.. Number().Matches(said).Select(match => match.Value), .. spoken.Where(pair => said.Contains(pair.Word, StringComparison.Ordinal)).Select(pair => pair.Digits)];
    }

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(no|not|never|none|nope|denies|without|nothing)\b|n't", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\b(did|do|have) n't\b|\bdo n't\b|\bnever\b|\bthere is no\b|\bshows no\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NegatedVerb();
}
