using System.Text;

namespace Wardline.AI.Scribe.Answers;

/// <summary>
/// Reads JSON character by character as models write it: trailing or missing commas, line breaks and quotation marks
/// within strings, brackets left open at the end. It tells <see cref="NoteShape"/> what it sees as soon as it sees it.
/// </summary>
internal sealed class LenientJson(NoteShape shape)
{
    private const int MostDepth = 32;

    private readonly Stack<Frame> _open = new();
    private readonly StringBuilder _value = new();
    private readonly StringBuilder _after = new();
    private Reading _reading;
    private int _digits;
    private int _innerMarks;

    private enum Reading
    {
        Between,
        Text,
        Escape,
        Unicode,

        /// <summary>After a quotation mark: the end of the string, or a mark within it. What follows tells.</summary>
        PerhapsEnd,
        Literal,
    }

    /// <summary>The outermost value is closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>A property was seen: whatever else it is, it is meant as JSON.</summary>
    public bool HasProperties { get; private set; }

    /// <summary>Too deep for a note, or a sentence with two readings of which none is guessed. The rest is not looked at.</summary>
    public bool IsUnreadable { get; private set; }

    public void Add(char one)
    {
        if (IsClosed || IsUnreadable)
        {
            return;
        }

        switch (_reading)
        {
            case Reading.Text:
                InText(one);
                break;
            case Reading.Escape:
                Escaped(one);
                break;
            case Reading.Unicode:
                Hexadecimal(one);
                break;
            case Reading.PerhapsEnd:
                AfterMark(one);
                break;
            case Reading.Literal when char.IsWhiteSpace(one) || one is ',' or ':' or '{' or '[' or '}' or ']' or '"':
                End(isText: false);
                Between(one);
                break;
            case Reading.Literal:
                _value.Append(one);
                break;
            default:
                Between(one);
                break;
        }
    }

    /// <summary>There is no more. False when it ended within a string: something is missing that cannot be made up.</summary>
    public bool Complete()
    {
        var isWithinText = _reading is Reading.Text or Reading.Escape or Reading.Unicode
            || (_reading == Reading.PerhapsEnd && _after.ToString().Contains('"', StringComparison.Ordinal));
        if (IsUnreadable || isWithinText)
        {
            return false;
        }

        if (_reading is Reading.PerhapsEnd or Reading.Literal)
        {
            End(isText: _reading == Reading.PerhapsEnd);
        }

        while (_open.TryPop(out _))
        {
            shape.Close();
        }

        return true;
    }

    private void Between(char one)
    {
        switch (one)
        {
            case '{' or '[':
                Open(isObject: one == '{');
                break;
            case '}' or ']':
                CloseTo(isObject: one == '}');
                break;
            case '"':
                _reading = Reading.Text;
                break;
            case ':' when _open.TryPeek(out var frame):
                HasProperties |= frame.Key is not null;
                frame.HasColon = true;
                break;
            case ',' when _open.TryPeek(out var frame):
                (frame.Key, frame.HasColon) = (null, false);
                break;
            default:
                if (!char.IsWhiteSpace(one) && one is not (',' or ':'))
                {
                    _value.Append(one);
                    _reading = Reading.Literal;
                }

                break;
        }
    }

    private void InText(char one)
    {
        if (one == '"')
        {
            _reading = Reading.PerhapsEnd;
        }
        else if (one == '\\')
        {
            _reading = Reading.Escape;
        }
        else
        {
            _value.Append(one);
        }
    }

    private void Escaped(char one)
    {
        _reading = one == 'u' ? Reading.Unicode : Reading.Text;
        if (one == 'u')
        {
            (_digits, _) = (0, _value.Append('\0'));
        }
        else
        {
            _value.Append(one is 'n' or 'r' ? '\n' : one is 't' or 'b' or 'f' ? ' ' : one);
        }
    }

    private void Hexadecimal(char one)
    {
        if (!char.IsAsciiHexDigit(one))
        {
            _reading = Reading.Text;
            InText(one);
            return;
        }

        _value[^1] = (char)((_value[^1] << 4) | Convert.ToInt32(one.ToString(), 16));
        _reading = ++_digits == 4 ? Reading.Text : Reading.Unicode;
    }

    // What follows is held back until it is known where it belongs; then it is read again as that.
    private void AfterMark(char one)
    {
        _after.Append(one);
        var frame = _open.Peek();
        var place = frame switch
        {
            { IsObject: false } => StringPlace.Element,
            { HasColon: false } => StringPlace.Key,
            { HasBareKeys: true } => StringPlace.ValueBeforeBareKey,
            _ => StringPlace.Value,
        };
        var meaning = MarkInJson.Meaning(_after.ToString(), place, isWithinQuotation: _innerMarks % 2 == 1);
        if (meaning == MarkMeaning.NotYetKnown)
        {
            return;
        }

        if (meaning == MarkMeaning.CannotBeTold)
        {
            IsUnreadable = true;
            return;
        }

        var held = _after.ToString();
        if (meaning == MarkMeaning.End)
        {
            End(isText: true);
        }
        else
        {
            _value.Append('"');
            _innerMarks++;
            _after.Clear();
            _reading = Reading.Text;
        }

        foreach (var again in held)
        {
            Add(again);
        }
    }

    private void End(bool isText)
    {
        var value = _value.ToString();
        _value.Clear();
        _after.Clear();
        _innerMarks = 0;
        _reading = Reading.Between;
        if (!_open.TryPeek(out var frame))
        {
            return;
        }

        if (frame is { IsObject: true, HasColon: false })
        {
            frame.Key = value;
            frame.HasBareKeys |= !isText;
            return;
        }

        shape.Value(frame.Key, value, isText);
        (frame.Key, frame.HasColon) = (null, false);
    }

    private void Open(bool isObject)
    {
        if (_open.Count >= MostDepth)
        {
            IsUnreadable = true;
            return;
        }

        string? key = null;
        if (_open.TryPeek(out var parent))
        {
            key = parent.Key;
            (parent.Key, parent.HasColon) = (null, false);
        }

        _open.Push(new Frame(isObject));
        shape.Open(isObject, key);
    }

    // A bracket that was forgotten is closed along with the one around it; one too many is passed over.
    private void CloseTo(bool isObject)
    {
        if (!_open.Any(frame => frame.IsObject == isObject))
        {
            return;
        }

        for (var closed = false; !closed;)
        {
            closed = _open.Pop().IsObject == isObject;
            shape.Close();
        }

        IsClosed = _open.Count == 0;
    }

    private sealed class Frame(bool isObject)
    {
        public bool IsObject { get; } = isObject;

        public string? Key { get; set; }

        public bool HasColon { get; set; }

        /// <summary>Its keys stand without quotation marks.</summary>
        public bool HasBareKeys { get; set; }
    }
}
