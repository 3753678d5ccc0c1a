using System.Diagnostics.CodeAnalysis;
using Wardline.Clinical.Patients;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Assistant;

/// <summary>An answer that is being given, or was a short while ago.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer holds nothing to dispose.")]
public sealed class RunningAnswer
{
    private readonly TaskCompletionSource<Outcome<AssistantAnswer>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancelled = new();

    internal RunningAnswer(Guid askedBy, byte[] fingerprint, PatientReference? patient, string department, DateTimeOffset at)
    {
        AskedBy = askedBy;
        Fingerprint = fingerprint;
        Patient = patient;
        Department = department;
        At = at;
    }

    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid AskedBy { get; }

    /// <summary>Whom it is about.</summary>
    public PatientReference? Patient { get; }

    /// <summary>The id of the department it was asked in.</summary>
    public string Department { get; }

    /// <summary>How many questions of this server were before it when it was asked.</summary>
    public int QueuePosition { get; internal set; }

    /// <summary>The answer, or why there is none. Never faults.</summary>
    public Task<Outcome<AssistantAnswer>> Done => _done.Task;

    internal byte[] Fingerprint { get; }

    /// <summary>Of the session in which it was asked, as long as the answer is kept.</summary>
    internal IDisposable? Watch { get; set; }

    internal DateTimeOffset At { get; }

    internal CancellationToken Cancelled => _cancelled.Token;

    public void Cancel() => _cancelled.Cancel();

    internal void Complete(Outcome<AssistantAnswer> outcome) => _done.TrySetResult(outcome);
}
