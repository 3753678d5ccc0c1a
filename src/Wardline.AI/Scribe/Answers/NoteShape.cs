using System.Globalization;
using System.Text.RegularExpressions;

namespace Wardline.AI.Scribe.Answers;

/// <summary>
/// Finds a note in JSON of whatever shape: the one that was asked for, sections as properties, sentences as plain strings,
/// paragraphs. A sentence is given out when it is complete and its section is known.
/// </summary>
internal sealed partial class NoteShape(SectionNames names, Action<ReadSentence> found)
{
    private static readonly HashSet<string> TurnWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "turns", "turn", "sources", "source", "source_turns", "turn_ids", "turn_numbers", "lines", "line", "refs", "references", "citations",
    };

    private static readonly HashSet<string> NameWords = new(StringComparer.OrdinalIgnoreCase) { "key", "section", "title", "name", "heading", "header", "section_key", "section_name" };

    private static readonly HashSet<string> TextWords = new(StringComparer.OrdinalIgnoreCase) { "text", "sentence", "content", "statement", "value", "body", "paragraph", "summary", "note" };

    private static readonly HashSet<string> PlainWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "sections", "sentences", "note", "notes", "soap", "soap_note", "clinical_note", "items", "data", "result", "output", "response", "answer", "paragraphs", "statements", "bullets",
    };

    /// <summary>A sentence rests on a few turns; a list without end would make everything after it slow.</summary>
    private const int MostTurns = 20;

    private readonly List<Frame> _frames = [];
    private string? _lastSection;
    private bool _hasSections;
    private bool _hasOtherText;

    /// <summary>A long text that stands in no section: perhaps the whole note, as prose.</summary>
    public string? Prose { get; private set; }

    /// <summary>It has sections, or a list for them, and not a word in it.</summary>
    public bool IsEmptyNote => _hasSections && !_hasOtherText && Prose is null;

    public void Open(bool isObject, string? key)
    {
        var named = key is not null && !TextWords.Contains(key) && !PlainWords.Contains(key) && !TurnWords.Contains(key);
        _frames.Add(new Frame(isObject)
        {
            IsTurns = key is not null ? TurnWords.Contains(key) : _frames is [.., { IsTurns: true }],
            Section = named ? names.FindIn(key!) : null,
            UnknownName = named ? key : null,
        });
        _hasSections |= _frames[^1].Section is not null || string.Equals(key, "sections", StringComparison.OrdinalIgnoreCase);
    }

    public void Value(string? key, string value, bool isText)
    {
        if (_frames is not [.., var frame])
        {
            return;
        }

        if (frame.IsTurns || (key is not null && TurnWords.Contains(key)))
        {
            AddTurns(value);
        }
        else if (!isText || value.Length == 0)
        {
            // A number, true or null elsewhere is no part of a note.
        }
        else if (key is null)
        {
            Give(frame, value, []);
        }
        else if (NameWords.Contains(key))
        {
            Name(frame, key, value);
        }
        else if (TextWords.Contains(key))
        {
            frame.Texts.Add(value);
        }
        else if (names.FindIn(key) is { } section)
        {
            foreach (var sentence in Sentences.Of(value))
            {
                Found(section, sentence, []);
            }
        }
        else
        {
            frame.Others.Add(value);
            _hasOtherText = true;
        }
    }

    public void Close()
    {
        if (_frames is not [.., var frame])
        {
            return;
        }

        // A section in one piece is a paragraph; within a section it is a sentence.
        var texts = frame.Texts.Count > 0 ? frame.Texts : frame.Others.FindAll(other => other.Count(' ') >= 3);
        foreach (var text in texts)
        {
            var whole = frame.Section is null && frame.UnknownName is null && frame.Texts.Count > 0 ? [text] : Sentences.Of(text);
            foreach (var sentence in whole)
            {
                Give(frame, sentence, frame.Turns);
            }
        }

        _frames.RemoveAt(_frames.Count - 1);
        var unknown = frame.UnknownName is null ? null : _lastSection ?? names.Narrative;
        foreach (var held in frame.Held)
        {
            if ((frame.Section ?? unknown) is { } section)
            {
                Found(section, held.Text, held.Turns);
            }
            else if (_frames is [.., var parent])
            {
                parent.Held.Add(held);
            }
            else
            {
                Prose = Prose?.Length >= held.Text.Length ? Prose : held.Text;
            }
        }
    }

    private static IEnumerable<int> Numbers(string value)
    {
        if (value.Length > 40 || value.StartsWith('-') || !Reference().IsMatch(value))
        {
            yield break;
        }

        var last = -1;
        foreach (var match in Number().Matches(value).Cast<Match>())
        {
            var number = int.Parse(match.ValueSpan, CultureInfo.InvariantCulture);

            // "3-5": the ones between, too.
            var isRange = last >= 0 && match.Index > 0 && value[match.Index - 1] is '-' or '–' && number - last is > 1 and <= 20;
            for (var between = isRange ? last + 1 : number; between <= number; between++)
            {
                yield return between;
            }

            last = number;
        }
    }

    // "turn 3", "[3 patient]", "3, 4", "3-5", 3.0 — but not a sentence that was quoted.
    [GeneratedRegex(@"^\W*([a-z]{1,8}\W*)?\d+(\.0+)?(\W+\d+)*(\W*[a-z]{0,12}\W*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<![\d.])\d{1,9}(?!\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    private void AddTurns(string value)
    {
        if (Nearest()?.Turns is { } turns)
        {
            foreach (var turn in Numbers(value).TakeWhile(_ => turns.Count < MostTurns).Where(turn => !turns.Contains(turn)))
            {
                turns.Add(turn);
            }
        }
    }

    private Frame? Nearest() => _frames.FindLast(frame => frame is { IsObject: true, IsTurns: false });

    private void Name(Frame frame, string key, string value)
    {
        if (names.FindIn(value) is not { } section)
        {
            frame.UnknownName ??= value;
            return;
        }

        // The key is what we asked for; a title beside it may be anything.
        if (frame.NamedBy is null || string.Equals(key, "key", StringComparison.OrdinalIgnoreCase))
        {
            (frame.Section, frame.NamedBy) = (section, key);
        }

        foreach (var held in frame.Held)
        {
            Found(frame.Section!, held.Text, held.Turns);
        }

        frame.Held.Clear();
    }

    /// <summary>To the innermost section around it, or kept until there is one.</summary>
    private void Give(Frame frame, string text, List<int> turns)
    {
        var section = _frames.FindLast(around => around.Section is not null)?.Section;
        if (section is not null)
        {
            Found(section, text, turns);
        }
        else
        {
            frame.Held.Add(new ReadSentence("", text, [.. turns]));
        }
    }

    private void Found(string section, string text, IReadOnlyList<int> turns)
    {
        var clean = Sentences.Clean(text);
        if (Sentences.IsSomething(clean))
        {
            _lastSection = section;
            found(new ReadSentence(section, clean, [.. turns]));
        }
    }

    private sealed class Frame(bool isObject)
    {
        public bool IsObject { get; } = isObject;

        public bool IsTurns { get; init; }

        public string? Section { get; set; }

        public string? NamedBy { get; set; }

        public string? UnknownName { get; set; }

        public List<string> Texts { get; } = [];

        public List<string> Others { get; } = [];

        public List<int> Turns { get; } = [];

        public List<ReadSentence> Held { get; } = [];
    }
}
