using Wardline.Language.Vocabulary;

namespace Wardline.Language.Provenance.Reading;

/// <summary>
/// Reads numbers as people write and say them. Speech joins numbers without a word for it ("one twenty" is 120, "nineteen
/// ninety eight" a year, "ninety eight six" a temperature): then both readings are given, the joined one first.
/// </summary>
internal ref struct NumberReader
{
    private readonly List<Word> _words;
    private readonly int _end;
    private int _at;

    private NumberReader(List<Word> words, int at, int end)
    {
        _words = words;
        _at = at;
        _end = end;
    }

    public static void Read(List<Word> words, int clause, int first, int end, List<Quantity> into)
    {
        var from = into.Count;
        var reader = new NumberReader(words, first, end);
        while (reader._at < end)
        {
            var start = reader._at;
            reader.ReadOne(clause, into);
            reader._at = Math.Max(reader._at, start + 1);
        }

        ShareUnits(words, into, from);
    }

    private void ReadOne(int clause, List<Quantity> into)
    {
        var start = _at;
        var number = Number(_at);
        switch (number.Role)
        {
            case NumberRole.None:
                ReadImplied(clause, into);
                return;
            case NumberRole.Times:
                into.Add(new Quantity(clause, start, start + 1, number.Value, double.NaN, Units.Times, -1, Implied: false));
                return;
            case NumberRole.EveryHours:
                into.Add(new Quantity(clause, start, start + 1, number.Value, double.NaN, Units.Of("hours"), -1, Implied: false));
                return;
            case NumberRole.Month:
                if (Text(start) is not ("may" or "march") || IsDateAround(start))
                {
                    into.Add(new Quantity(clause, start, start + 1, number.Value, double.NaN, Units.Month, -1, Implied: false));
                }

                return;
            case NumberRole.Ordinal when Text(start) == "second" && Text(start - 1) is not ("the" or "on" or "of"):
                return;
            case NumberRole.Couple:
                _at++;
                _at += Text(_at) == "of" ? 1 : 0;
                Add(clause, start, number.Value, double.NaN, into);
                return;
            case NumberRole.Ordinal or NumberRole.Decade or NumberRole.Half or NumberRole.Quarter or NumberRole.Dozen:
                _at++;
                Add(clause, start, number.Value, double.NaN, into);
                return;
        }

        var value = ReadGroup();
        var firstEnd = _at;
        if (TryJoin(start, value, out var joined))
        {
            var joinedEnd = _at;
            AddWithLower(clause, start, joined, into);
            var after = _at;
            // Not in "one twenty over eighty": there it is one number only.
            if (after == joinedEnd || into[^1] is { IsRatio: false })
            {
                Add(clause, start, value, double.NaN, into, firstEnd);
                _at = firstEnd;
                while (_at < joinedEnd && Number(_at).Role is NumberRole.Digit or NumberRole.Teen or NumberRole.Tens or NumberRole.Digits)
                {
                    var part = _at;
                    var partValue = ReadGroup();
                    Add(clause, part, partValue, double.NaN, into, _at);
                }

                _at = Math.Max(after, joinedEnd);
            }

            return;
        }

        AddWithLower(clause, start, value, into);
    }

    /// <summary>"a week", "an hour", "daily", "every day".</summary>
    private void ReadImplied(int clause, List<Quantity> into)
    {
        var start = _at;
        if (Text(start) is "a" or "an" or "per" or "each" or "every" or "another" && At(start + 1)?.Unit is { Dimension: not Dimension.Times } unit)
        {
            into.Add(new Quantity(clause, start, start + 1, 1, double.NaN, unit, start + 1, Implied: true));
            if (ReferenceEquals(unit, Units.Day) && !IsCounted(start))
            {
                into.Add(new Quantity(clause, start, start + 1, 1, double.NaN, Units.Times, start + 1, Implied: true));
            }
        }
        else if (Text(start) is "daily" or "nightly" or "bedtime" or "morning" or "night" or "evening" or "single" or "weekly" or "everyday" or "qhs" or "qam" && !IsCounted(start))
        {
            into.Add(new Quantity(clause, start, start + 1, 1, double.NaN, Units.Times, -1, Implied: true));
        }
    }

    /// <summary>"three times a day", "twice daily".</summary>
    private readonly bool IsCounted(int at) => Text(at - 1) is "twice" or "thrice" or "times" or "time" || Number(at - 1).Role != NumberRole.None;

    private readonly bool IsDateAround(int at) =>
        Number(at - 1).Role is NumberRole.Digits or NumberRole.Ordinal || Number(at + 1).Role is NumberRole.Digits or NumberRole.Ordinal or NumberRole.Tens
        || Text(at - 1) is "in" or "since" or "last" or "of" or "this" or "next" or "until";

    /// <summary>One number of English grammar: "two hundred and five point three", "two and a half".</summary>
    private double ReadGroup()
    {
        double total = 0;
        double current = -1;
        var last = NumberRole.None;
        for (; _at < _end; _at++)
        {
            var number = Number(_at);
            if (last != NumberRole.None && _words[_at - 1].After.Has(~Gap.Hyphen))
            {
                break;
            }

            var hyphen = last != NumberRole.None && _words[_at - 1].After.Has(Gap.Hyphen);
            if (hyphen && !(last == NumberRole.Tens && number.Role == NumberRole.Digit) && number.Role is not (NumberRole.Hundred or NumberRole.Thousand))
            {
                break;
            }

            var fits = number.Role switch
            {
                NumberRole.Digits => last is NumberRole.None || (last is NumberRole.Hundred or NumberRole.Thousand && number.Value < 100),
                NumberRole.Digit => last is NumberRole.None or NumberRole.Hundred or NumberRole.Thousand || (last == NumberRole.Tens && number.Value > 0),
                NumberRole.Teen or NumberRole.Tens => last is NumberRole.None or NumberRole.Hundred or NumberRole.Thousand,
                NumberRole.Hundred => last is NumberRole.None or NumberRole.Digit or NumberRole.Teen or NumberRole.Digits or NumberRole.Tens,
                NumberRole.Thousand => true,
                _ => false,
            };
            if (fits)
            {
                switch (number.Role)
                {
                    case NumberRole.Hundred:
                        current = (current < 0 ? 1 : current) * 100;
                        break;
                    case NumberRole.Thousand:
                        total += (current < 0 ? 1 : current) * number.Value;
                        current = 0;
                        break;
                    default:
                        current = Math.Max(current, 0) + number.Value;
                        break;
                }

                last = number.Role;
                continue;
            }

            if (Text(_at) == "and" && last is NumberRole.Hundred or NumberRole.Thousand
                && Number(_at + 1).Role is NumberRole.Digit or NumberRole.Teen or NumberRole.Tens or NumberRole.Digits)
            {
                continue;
            }

            break;
        }

        var value = total + Math.Max(current, 0);
        return ReadFraction(value);
    }

    private double ReadFraction(double value)
    {
        if (Text(_at) == "point" && Number(_at + 1) is { Role: NumberRole.Digit or NumberRole.Digits or NumberRole.Teen or NumberRole.Tens })
        {
            _at++;
            var scale = 0.1;
            while (Number(_at) is { Role: NumberRole.Digit or NumberRole.Digits or NumberRole.Teen or NumberRole.Tens } digit && digit.Value < 100)
            {
                value += digit.Value * (digit.Value < 10 ? scale : scale / 10);
                scale /= digit.Value < 10 ? 10 : 100;
                _at++;
            }

            return Math.Round(value, 6);
        }

        var half = _at;
        if (Text(half) == "and")
        {
            half += Text(half + 1) is "a" or "one" ? 2 : 1;
            if (Number(half).Role is NumberRole.Half or NumberRole.Quarter)
            {
                _at = half + 1;
                return value + Number(half).Value;
            }
        }

        return value;
    }

    private bool TryJoin(int start, double value, out double joined)
    {
        joined = double.NaN;
        var next = Number(_at);
        var gap = _at < _end ? _words[_at - 1].After : Gap.Stop;
        if (gap == Gap.Point && next.Value is >= 0 and < 100)
        {
            joined = value + (next.Value / (next.Value < 10 ? 10 : 100));
            _at++;
            return true;
        }

        if (gap != Gap.None || Number(start).Role == NumberRole.Digits || value != Math.Floor(value) || value is < 1 or > 99)
        {
            return false;
        }

        var second = _at;
        if (Text(_at) is "oh" or "o" && Number(_at + 1).Role == NumberRole.Digit)
        {
            joined = (value * 100) + Number(_at + 1).Value;
            _at += 2;
            return true;
        }

        if (next.Role is NumberRole.Teen or NumberRole.Tens || (next.Role == NumberRole.Digits && next.Value is >= 10 and < 100))
        {
            joined = (value * 100) + ReadGroup();
            return joined < 10_000 && second < _at;
        }

        if (next.Role == NumberRole.Digit && value is > 93 and < 108)
        {
            joined = value + (next.Value / 10);
            _at++;
            return true;
        }

        return false;
    }

    private void AddWithLower(int clause, int start, double value, List<Quantity> into)
    {
        var gap = _words[_at - 1].After;
        var over = gap.Has(Gap.Slash | Gap.Colon) && !gap.Has(Gap.Breaks & ~Gap.Colon) && Number(_at).Role == NumberRole.Digits ? _at
            : gap is not (Gap.None or Gap.Hyphen) ? -1
            : Text(_at) == "over" ? _at + 1
            : Text(_at) == "out" && Text(_at + 1) == "of" ? _at + 2
            : -1;
        if (over < 0 || Number(over).Role is not (NumberRole.Digits or NumberRole.Digit or NumberRole.Teen or NumberRole.Tens or NumberRole.Hundred))
        {
            Add(clause, start, value, double.NaN, into);
            return;
        }

        _at = over;
        var second = ReadGroup();
        if (_at > over && TryJoin(over, second, out var joined))
        {
            second = joined;
        }

        Add(clause, start, value, second, into);
        // The year of a date: 3/1/21.
        if (_at < _end && _words[_at - 1].After == Gap.Slash && Number(_at) is { Role: NumberRole.Digits } year)
        {
            into.Add(new Quantity(clause, _at, _at + 1, year.Value, double.NaN, null, -1, Implied: false));
            if (year.Value < 100)
            {
                into.Add(new Quantity(clause, _at, _at + 1, year.Value + (year.Value < 50 ? 2000 : 1900), double.NaN, null, -1, Implied: true));
            }

            into.Add(new Quantity(clause, start, _at, value, year.Value < 100 ? year.Value + 2000 : year.Value, null, -1, Implied: true));
            _at++;
        }
    }

    private void Add(int clause, int start, double value, double second, List<Quantity> into, int end = -1)
    {
        end = end < 0 ? _at : end;
        var (unit, word) = UnitAfter(end);
        into.Add(new Quantity(clause, start, end, value, second, unit, word, Implied: false));
    }

    private readonly (Unit? Unit, int Word) UnitAfter(int end)
    {
        var gap = _words[end - 1].After;
        if (gap.Has(Gap.Percent))
        {
            return (Units.Percent, -1);
        }

        if (gap.Has(Gap.Degree))
        {
            return (Units.Degree, -1);
        }

        for (var at = end; at < Math.Min(_end, end + 3) && !_words[at - 1].After.Has(Gap.Breaks); at++)
        {
            if (At(at)!.Unit is { } unit)
            {
                return at == end || unit.Dimension == Dimension.Time ? IsRate(at, unit) ? (null, -1) : (unit, at) : (null, -1);
            }

            if (Text(at) is not ("more" or "full" or "whole" or "or" or "so" or "good" or "other" or "extra" or "additional" or "straight" or "consecutive" or "of" or "plus" or "something" or "to"))
            {
                return (null, -1);
            }
        }

        return (null, -1);
    }

    /// <summary>A concentration is said in many ways; only its number is compared.</summary>
    private readonly bool IsRate(int at, Unit unit) =>
        unit.Dimension is Dimension.Mass or Dimension.Count && (_words[at].After.Has(Gap.Slash) || Text(at + 1) == "per")
        && Text(at + 1) is { } next && Text(next == "per" ? at + 2 : at + 1) is not ("day" or "dose" or "hour" or "week");

    /// <summary>"four to five days", "five or six hundred": the unit, or the hundred, is said once for both.</summary>
    private static void ShareUnits(List<Word> words, List<Quantity> quantities, int from)
    {
        for (var i = quantities.Count - 2; i >= from; i--)
        {
            var (quantity, next) = (quantities[i], quantities[i + 1]);
            var between = next.First - quantity.End;
            if (between == 1 && words[quantity.End].Term.Text is "to" or "or" && words[next.End - 1].Term.Number is { Role: NumberRole.Hundred or NumberRole.Thousand } times
                && quantity.Value < next.Value / times.Value)
            {
                quantities.Add(quantity with { Value = quantity.Value * times.Value, Unit = next.Unit, Implied = true });
            }

            if (quantity.Unit is null && next.Unit is not null && !next.Implied
                && ((between == 0 && words[quantity.End - 1].After == Gap.Hyphen) || (between == 1 && words[quantity.End].Term.Text is "to" or "or" or "and" or "through")))
            {
                quantities[i] = quantity with { Unit = next.Unit };
            }
        }
    }

    private readonly Term? At(int at) => at >= 0 && at < _end ? _words[at].Term : null;

    private readonly string? Text(int at) => At(at)?.Text;

    private readonly NumberWord Number(int at) => At(at)?.Number ?? default;
}
