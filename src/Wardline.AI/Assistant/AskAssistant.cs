using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wardline.Access;
using Wardline.AI.Scribe;
using Wardline.Clinical.Patients;
using Wardline.Data.Feed;
using Wardline.Data.Outcomes;

namespace Wardline.AI.Assistant;

/// <summary>
/// Has a clinician's question answered. The work belongs to nobody's connection: who asked may leave, come back and ask the
/// same again, and gets the one answer. Nothing of it is stored.
/// </summary>
public sealed partial class AskAssistant(
    AnswerGenerator generator,
    RecentAnswers recent,
    PatientDirectory patients,
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

    /// <param name="admit">Asked when the question is a new one: a refusal for whoever asks too much, or null.</param>
    public async Task<Outcome<RunningAnswer>> BeginAsync(Actor actor, AssistantCommand command, Func<Problem?> admit, CancellationToken ct)
    {
        if (!command.Decide().TryGet(out var choice, out var wrong))
        {
            return wrong;
        }

        var (key, fingerprint) = (command.Key, command.Fingerprint());
        if (recent.Find(actor.UserId, key) is { } earlier)
        {
            return Same(earlier, fingerprint);
        }

        if (admit() is { } refused)
        {
            return refused;
        }

        PatientReference? patient = null;
        if (command.Patient is { } named && (patient = await patients.FindAsync(actor, named, ct)) is null)
        {
            // What was sent may be anything, a name too: it is not written down.
            var refusal = Problem.NotFound("The patient");
            var noted = await writer.WriteAsync(new WriteUnit { Audit = actor.Audit("assistant.ask", "patient", outcome: refusal.Code) });
            return noted.Problem ?? refusal;
        }

        var answer = new RunningAnswer(actor.UserId, fingerprint, patient, time.GetUtcNow());
        var entered = recent.Enter(key, answer);
        if (!ReferenceEquals(entered, answer))
        {
            return Same(entered, fingerprint);
        }

        answer.QueuePosition = (int)(_places.GetStatistics()?.CurrentQueuedCount ?? 0);
        var question = new AssistantQuestion(command.Content, command.Department, Record: null, choice.Tier) { AskedAt = answer.At };
        _ = Task.Run(() => RunAsync(actor, question, key, answer), CancellationToken.None);
        return answer;
    }

    public void Dispose() => _places.Dispose();

    private static Outcome<RunningAnswer> Same(RunningAnswer earlier, byte[] fingerprint) =>
        earlier.Fingerprint.AsSpan().SequenceEqual(fingerprint) ? earlier : Reused;

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
            Broke(answer.Id, error.GetType().Name, error.StackTrace);
        }
        finally
        {
            if (!outcome.IsOk)
            {
                recent.Leave(key, answer);
            }

            answer.Complete(outcome);
        }
    }

    private async Task<Outcome<AssistantAnswer>> AnswerAsync(Actor actor, AssistantQuestion question, RunningAnswer answer, CancellationToken ct)
    {
        PatientRecord? record = null;
        if (answer.Patient is { } patient)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!(await scope.ServiceProvider.GetRequiredService<ViewPatient>().HandleAsync(actor, patient.Id, ct)).TryGet(out record, out var problem))
            {
                return problem;
            }
        }

        var calls = auditor.For(actor, "answer", answer.Id, answer.Patient?.Id);
        return await generator.AnswerAsync(question with { Record = record, Calls = calls }, ct);
    }

    [LoggerMessage(5201, LogLevel.Error, "Answering question {AnswerId} failed: {Error}\n{Stack}")]
    private partial void Broke(Guid answerId, string error, string? stack);
}
