using System.Diagnostics.CodeAnalysis;

namespace Wardline.Data.Outcomes;

/// <summary>What a use case answers: a value, or a <see cref="Outcomes.Problem"/>. Exceptions are bugs or broken infrastructure.</summary>
public readonly struct Outcome<T>
    where T : notnull
{
    private Outcome(T? value, Problem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public T? Value { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        value = Value;
        problem = Problem;
        return IsOk;
    }
}

/// <summary>The value of an outcome that has nothing to say but "done".</summary>
public readonly record struct Done;
