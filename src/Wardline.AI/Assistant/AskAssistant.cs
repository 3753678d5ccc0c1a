using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wardline.Access;
using Wardline.Access.Http;
using Wardline.Access.Sessions;
using Wardline.AI.Scribe;
using Wardline.Clinical.Patients;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Assistant;

/// <summary>
/// Has a clinician's question answered. The work belongs to nobody's connection: who asked may leave, come back and ask the
/// same again, and gets the one answer, as long as the session lasts and the patient may be seen. Nothing of it is stored.
/// </summary>
public sealed partial class AskAssistant(
    AnswerGenerator generator,
    RecentAnswers recent,
    PatientDirectory patients,
    SessionRegistry sessions,
    SessionWatch watch,
    ModelCallAuditor auditor,
    ChangeWriter writer,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<AskAssistant> logger) : IDisposable
{
    /// <summary>Questions at a time on this node; what a graphics card for a model of this size serves.</summary>
    public const int AtATime = 20;

    /// <summary>Questions that wait for a place.</summary>
    public const int Waiting = 200;

    private static readonly Problem Reused = Problem.Conflict("client_id_reused", "This client_id was used before with another question. Nothing was asked.");

    private static readonly Problem Cancelled = Problem.Conflict("cancelled", "The question was cancelled.");

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtATime,
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <param name="admit">Asked when the question is a new one, or refused with an audit row: a refusal for whoever asks too much, or null.</param>
    public async Task<Outcome<RunningAnswer>> BeginAsync(Actor actor, AssistantCommand command, Func<Problem?> admit, CancellationToken ct)
    {
        if (!command.Decide().TryGet(out var choice, out var wrong))
        {
            return wrong;
        }

        PatientReference? patient = null;
        if (command.Patient is { } named && (patient = await patients.FindAsync(actor, named, ct)) is null)
        {
            return admit() ?? await RefusePatientAsync(actor);
        }

        var (key, fingerprint) = (command.Key, command.Fingerprint(patient?.Id));
        if (recent.Find(actor.DeviceId, key) is { } earlier)
        {
            return await AgainAsync(actor, earlier, fingerprint);
        }

        if (admit() is { } refused)
        {
            return refused;
        }

        if (await sessions.FindAsync(actor.SessionId, ct) is not { } session)
        {
            return Refusals.SessionEnded;
        }

        var answer = new RunningAnswer(actor.UserId, fingerprint, patient, command.Department, time.GetUtcNow());
        var entered = recent.Enter(actor.DeviceId, key, answer);
        if (!ReferenceEquals(entered, answer))
        {
            return await AgainAsync(actor, entered, fingerprint);
        }

        answer.Watch = watch.Watch(session, news =>
        {
            if (news is SessionNews.Ended)
            {
                answer.Cancel();
                recent.Leave(actor.DeviceId, key, answer);
            }
        });
        answer.QueuePosition = (int)(_places.GetStatistics()?.CurrentQueuedCount ?? 0);
        var question = new AssistantQuestion(command.Content, command.Department, Record: null, choice.Tier) { AskedAt = answer.At };
        _ = Task.Run(() => RunAsync(actor, question, key, answer), CancellationToken.None);
        return answer;
    }

    /// <summary>The answer when it is there, if the one who asked may have it then: much may change while a question waits.</summary>
    /// <param name="ct">Ends the waiting, not the work.</param>
    public async Task<Outcome<AssistantAnswer>> AwaitAsync(Actor actor, RunningAnswer answer, CancellationToken ct)
    {
        var outcome = await answer.Done.WaitAsync(ct);
        return outcome.IsOk && (await PresentAsync(actor, answer, ct)).Problem is { } refusal ? refusal : outcome;
    }

    public void Dispose() => _places.Dispose();

    private async Task<Outcome<RunningAnswer>> AgainAsync(Actor actor, RunningAnswer earlier, byte[] fingerprint)
    {
        if (!earlier.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            return Reused;
        }

        if (earlier.Patient is { } patient)
        {
            var audit = actor.Audit("assistant.again", "answer", earlier.Id.ToString(), patient.Id, purpose: "treatment");
            if ((await writer.WriteAsync(new WriteUnit { Audit = audit })).Problem is { } unaudited)
            {
                return unaudited;
            }
        }

        return earlier;
    }

    // What was sent may be anything, a name too: it is not written down.
    private async Task<Problem> RefusePatientAsync(Actor actor, Guid? patientId = null)
    {
        var refusal = Problem.NotFound("The patient");
        var noted = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("assistant.ask", "patient", patientId?.ToString(), outcome: refusal.Code) });
        return noted.Problem ?? refusal;
    }

    /// <summary>The one who asked as they are now, or why they may not have the answer any more.</summary>
    private async Task<Outcome<Actor>> PresentAsync(Actor actor, RunningAnswer answer, CancellationToken ct)
    {
        if (await sessions.FindAsync(actor.SessionId, ct) is not { } session)
        {
            return Refusals.SessionEnded;
        }

        var now = actor with { Role = session.Role, Departments = session.Departments };
        return !session.Departments.Contains(answer.Department) ? Problem.Forbidden("That is not one of your departments any more.")
            : answer.Patient is { } patient && !await patients.CanSeeAsync(now, patient.Id, ct) ? await RefusePatientAsync(now, patient.Id)
            : now;
    }

    private async Task RunAsync(Actor actor, AssistantQuestion question, string key, RunningAnswer answer)
    {
        Outcome<AssistantAnswer> outcome = Problem.Internal();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(answer.Cancelled, lifetime.ApplicationStopping);
        try
        {
            using var place = await _places.AcquireAsync(1, stopping.Token);
            outcome = place.IsAcquired ? await AnswerAsync(actor, question, answer, stopping.Token) : Problem.TryLater(TimeSpan.FromSeconds(5));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = answer.Cancelled.IsCancellationRequested ? Cancelled : Problem.TryLater(TimeSpan.FromSeconds(2));
        }
        catch (Exception error)
        {
            outcome = UnexpectedErrors.Explain(error);
            Broke(answer.Id, error.GetType().Name, error.StackTrace);
        }
        finally
        {
            if (outcome.IsOk)
            {
                recent.Keep(actor.DeviceId, key, answer);
            }
            else
            {
                recent.Leave(actor.DeviceId, key, answer);
            }

            answer.Complete(outcome);
        }
    }

    private async Task<Outcome<AssistantAnswer>> AnswerAsync(Actor actor, AssistantQuestion question, RunningAnswer answer, CancellationToken ct)
    {
        if (!(await PresentAsync(actor, answer, ct)).TryGet(out var present, out var problem))
        {
            return problem;
        }

        PatientRecord? record = null;
        if (answer.Patient is { } patient)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!(await scope.ServiceProvider.GetRequiredService<ViewPatient>().HandleAsync(present, patient.Id, ct)).TryGet(out record, out problem))
            {
                return problem;
            }
        }

        var calls = auditor.For(present, "answer", answer.Id, answer.Patient?.Id);
        return await generator.AnswerAsync(question with { Record = record, Calls = calls }, ct);
    }

    [LoggerMessage(5201, LogLevel.Error, "Answering question {AnswerId} failed: {Error}\n{Stack}")]
    private partial void Broke(Guid answerId, string error, string? stack);
}
