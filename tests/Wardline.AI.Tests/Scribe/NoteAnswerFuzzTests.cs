using System.Text;
using Wardline.AI.Scribe.Answers;
using Wardline.AI.Tests.Harness;
using Wardline.Language.Notes;

namespace Wardline.AI.Tests.Scribe;

public sealed class NoteAnswerFuzzTests
{
    private static readonly string[] Answers =
    [
        ScribeUnderTest.Note,
        "<think>hm {\"a\":1}</think>```json\n" + ScribeUnderTest.Note + "```",
        "## Subjective\n- Cough. No fever.\n**Plan:** Honey.\n",
        """{"subjective":"Cough \"bad\" \u00e9. No fever.","plan":[{"sentence":"Honey","source":"3-4"}],"extra":{"x":[1,2,{"y":null}]}}""",
        """{"sections":[{"key":"subjective","sentences":[{"text":"Denies "crushing", "dull": or "5'10" , pain."  , "turns":[1]} {"text":"Cough "bad"" "turns":2}]}]}""",
        "{\"sections\":[{\"sentences\":[\"She said \"ouch\" twice.\"],\"key\":\"subjective\"},{\"title\":\"zebra\",\"content\":\"Stripes. Seen.\"}",
    ];

    private static readonly string[] Tokens =
        ["{", "}", "[", "]", "\"", ":", ",", "\\", "\\u12", "\\ud83e", "<think>", "</think>", "\n", " ", "sections", "key", "sentences", "text", "turns", "plan", "Subjective", "## ", "**", "1", "-3", "null", "🤧", "\0", "S:", "```", "said", "."];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private static string Outcome(IEnumerable<string> pieces)
    {
        var reader = new NoteAnswerReader(NoteLayout.Soap);
        var said = pieces.SelectMany(reader.Add).ToList();
        var (end, last) = reader.Complete();
        return $"{end}: {string.Join('|', said.Concat(last).Select(sentence => $"{sentence.Section}/{sentence.Text}/{string.Join(',', sentence.Turns)}"))}";
    }

    private static IEnumerable<string> Cut(string answer, Random random)
    {
        for (var at = 0; at < answer.Length;)
        {
            var length = Math.Min(random.Next(1, 9), answer.Length - at);
            yield return answer.Substring(at, length);
            at += length;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void However_an_answer_is_cut_into_pieces_it_says_the_same(int seed)
    {
        var random = new Random(seed);
        foreach (var answer in Answers.Append(Garbage(random)))
        {
            var whole = Outcome([answer]);

            Assert.Equal(whole, Outcome(Cut(answer, random)));
            Assert.Equal(whole, Outcome(answer.Select(one => one.ToString())));
        }
    }

    [Fact]
    public void Every_beginning_of_an_answer_says_a_beginning_of_its_sentences()
    {
        var whole = new NoteAnswerReader(NoteLayout.Soap).Add(ScribeUnderTest.Note).Select(sentence => sentence.Text).ToList();
        for (var length = 0; length <= ScribeUnderTest.Note.Length; length++)
        {
            var beginning = new NoteAnswerReader(NoteLayout.Soap).Add(ScribeUnderTest.Note[..length]).Select(sentence => sentence.Text).ToList();

            Assert.Equal(whole[..beginning.Count], beginning);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Garbage_never_throws_and_what_is_found_can_be_stored(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var reader = new NoteAnswerReader(random.Next(2) == 0 ? NoteLayout.Soap : NoteLayout.Clinical);
            var found = reader.Add(Garbage(random)).ToList();
            found.AddRange(reader.Complete().Last);

            Assert.All(found, sentence =>
            {
                Assert.NotEmpty(sentence.Text);
                Assert.DoesNotContain('\0', sentence.Text);
                Assert.Equal(sentence.Text, Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(sentence.Text)));
            });
        }
    }

    private static string Garbage(Random random)
    {
        var garbage = new StringBuilder(random.Next(2) == 0 ? "{\"sections\":[" : "");
        for (var i = random.Next(400); i > 0; i--)
        {
            garbage.Append(random.Next(10) == 0 ? ((char)random.Next(0, 0xFFFF)).ToString() : Tokens[random.Next(Tokens.Length)]);
        }

        return garbage.ToString();
    }
}
