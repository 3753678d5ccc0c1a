using System.Text;
using Wardline.Language.Notes;

namespace Wardline.AI.Scribe.Answers;

/// <param name="Turns">Indexes into the transcript as the model gave them; what lies outside is for the caller to leave out.</param>
internal sealed record ReadSentence(string Section, string Text, IReadOnlyList<int> Turns);

/// <summary>What became of an answer.</summary>
internal enum AnswerEnd
{
    Whole,

    /// <summary>It ends within a sentence.</summary>
    Cut,

    /// <summary>A note, well-formed, with nothing in it: the model found nothing that belongs into one.</summary>
    Empty,

    /// <summary>There is no note in it.</summary>
    Unusable,
}

/// <summary>
/// Reads a note from a model's answer while it comes, whatever form it has. It looks at one character after the other, so
/// the same answer gives the same sentences however it was cut into pieces; and it never throws.
/// </summary>
internal sealed class NoteAnswerReader
{
    private static readonly string[] ThoughtBegins = ["<think>", "<thinking>", "<reasoning>"];
    private static readonly string[] ThoughtEnds = ["</think>", "</thinking>", "</reasoning>"];

    private readonly SectionNames _names;
    private readonly NoteShape _shape;
    private readonly StringBuilder _text = new();
    private readonly List<ReadSentence> _found = [];
    private LenientJson? _json;
    private bool _thinking;
    private bool _done;
    private bool _anyJson;
    private bool _isEmpty;
    private int _given;
    private char _bracket;

    public NoteAnswerReader(NoteLayout layout)
    {
        _names = new SectionNames(layout);
        _shape = new NoteShape(_names, _found.Add);
    }

    /// <summary>The sentences that are complete with this piece.</summary>
    public IReadOnlyList<ReadSentence> Add(string piece)
    {
        foreach (var one in piece)
        {
            Add(one);
        }

        return Given();
    }

    /// <summary>The sentences that were waiting for the end, and what to make of the answer.</summary>
    public (AnswerEnd End, IReadOnlyList<ReadSentence> Last) Complete()
    {
        if (_json is not null && !_json.Complete())
        {
            return (_json.IsUnreadable ? AnswerEnd.Unusable : AnswerEnd.Cut, []);
        }

        _anyJson |= _json is { HasProperties: true };
        if (_found.Count == 0)
        {
            _found.AddRange(ProseNote.Read(_anyJson || _thinking ? "" : _text.ToString(), _names));
        }

        if (_found.Count == 0)
        {
            _found.AddRange(ProseNote.Read(_shape.Prose ?? "", _names));
        }

        return (_found.Count > 0 ? AnswerEnd.Whole : _isEmpty ? AnswerEnd.Empty : AnswerEnd.Unusable, Given());
    }

    private void Add(char one)
    {
        if (_done)
        {
            return;
        }

        // Prose may have brackets, too: what was read as JSON and is none remains part of it.
        _text.Append(one);
        if (_json is not null)
        {
            AddJson(_json, one);
            return;
        }

        if (one == '>')
        {
            Think();
        }

        if (_thinking)
        {
            return;
        }

        var begins = _bracket switch
        {
            '{' => one is '"' or '}',
            '[' => one is '"' or '{',
            _ => false,
        };
        if (begins)
        {
            _json = new LenientJson(_shape);
            _json.Add(_bracket);
            AddJson(_json, one);
            _bracket = '\0';
        }
        else if (!char.IsWhiteSpace(one))
        {
            _bracket = one;
        }
    }

    private void AddJson(LenientJson json, char one)
    {
        json.Add(one);
        if (json.IsClosed)
        {
            // Without a sentence in it, it was not the note; or there is nothing to note.
            _done = _found.Count > 0;
            _isEmpty |= _shape.IsEmptyNote;
            _anyJson |= json.HasProperties;
            _json = null;
        }
    }

    // A model that thinks aloud says what it will not mean in the end. Some say only where the thought ends.
    private void Think()
    {
        if (_thinking || EndsWith(ThoughtEnds))
        {
            _thinking = _thinking && !EndsWith(ThoughtEnds);
            _text.Length = _thinking ? _text.Length : 0;
            _anyJson = _isEmpty = false;
        }
        else
        {
            _thinking = EndsWith(ThoughtBegins);
        }

        _bracket = '\0';
    }

    private bool EndsWith(string[] any)
    {
        foreach (var tag in any)
        {
            if (_text.Length >= tag.Length && _text.ToString(_text.Length - tag.Length, tag.Length).Equals(tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private List<ReadSentence> Given()
    {
        var given = _found.GetRange(_given, _found.Count - _given);
        _given = _found.Count;
        return given;
    }
}
