using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Wardline.Data.Outcomes;

namespace Wardline.Data.Feed;

/// <summary>
/// The group-commit writer, one per node. Whatever waits when a transaction ends goes into the next one together,
/// up to <see cref="ChangeWriterOptions.BatchSize"/> units; a batch that fails is replayed unit by unit, so one bad
/// unit costs its neighbours only time. A unit is answered after its commit, and told to the feed before that answer.
/// </summary>
public sealed partial class ChangeWriter(
    NpgsqlDataSource database,
    FeedHub hub,
    FeedNotifier notifier,
    TimeProvider time,
    IOptions<ChangeWriterOptions> options,
    ILogger<ChangeWriter> logger) : BackgroundService
{
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(options.Value.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly ChangeWriterOptions _options = options.Value;
    private NpgsqlConnection? _connection;

    /// <summary>Units that wait for their transaction.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>
    /// Commits the unit or says why not. Once accepted it is not cancelled with its connection: a retryable answer
    /// means "unknown or not done", and sending the same act again is always safe.
    /// </summary>
    public Task<Outcome<WriteReceipt>> WriteAsync(WriteUnit unit)
    {
        if (unit.Act is null != (unit.Changes.Count == 0))
        {
            throw new ArgumentException("An act needs a change that its receipt can name, and a change an act that makes its replay harmless.", nameof(unit));
        }

        var pending = new Pending(unit, time.GetTimestamp());
        if (!_queue.Writer.TryWrite(pending))
        {
            pending.Done.SetResult(Problem.TryLater(TimeSpan.FromSeconds(1)));
        }

        return pending.Done.Task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();                       // drain: what was accepted is written
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Pending>(_options.BatchSize);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var pending))
                {
                    batch.Add(pending);
                }

                await CommitAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Past the drain time: whoever still waits is told below.
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            batch.ForEach(pending => pending.Done.TrySetResult(Problem.Unavailable()));
            await DropConnectionAsync();
        }
    }

    private async Task CommitAsync(List<Pending> batch, CancellationToken ct)
    {
        if (await TryCommitAsync(batch, ct) is not { } error)
        {
            return;
        }

        if (batch.Count > 1)
        {
            BatchReplayed(batch.Count, error.GetType().Name);
        }

        foreach (var pending in batch)
        {
            await ReplayAsync(pending, error, ct);
        }
    }

    // A unit waits for the database from when it was accepted, so an outage costs everyone the same few seconds.
    private async Task ReplayAsync(Pending pending, Exception error, CancellationToken ct)
    {
        var alone = new List<Pending>(1) { pending };
        for (var tried = false; ; tried = true)
        {
            if (tried && error is PostgresException { IsTransient: false } refused)
            {
                UnitFailed(pending.Unit.Audit.Act, refused.SqlState);
                pending.Done.TrySetResult(pending.Unit.Effect?.Writer.Explain(refused) ?? Problem.Internal());
                return;
            }

            if ((tried || IsOutage(error)) && time.GetElapsedTime(pending.AcceptedAt) > _options.GiveUpAfter)
            {
                UnitGivenUp(pending.Unit.Audit.Act, error.GetType().Name);
                pending.Done.TrySetResult(Problem.Unavailable());
                return;
            }

            if (tried && !IsConflict(error))
            {
                await Task.Delay(_options.RetryDelay, time, ct);
            }

            if (await TryCommitAsync(alone, ct) is not { } again)
            {
                return;
            }

            error = again;
        }
    }

    private static bool IsOutage(Exception error) => error is not PostgresException || error is PostgresException { IsTransient: true } && !IsConflict(error);

    private static bool IsConflict(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>One transaction for the batch. Null when it committed and everyone was told; else what went wrong.</summary>
    private async Task<Exception?> TryCommitAsync(List<Pending> batch, CancellationToken ct)
    {
        CommitPlan plan;
        try
        {
            _connection ??= await database.OpenConnectionAsync(ct);
            await using var transaction = await _connection.BeginTransactionAsync(ct);
            plan = await new UnitCommit(_connection).ApplyAsync(batch.ConvertAll(pending => pending.Unit), time.GetUtcNow(), ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (error is not PostgresException || _connection?.FullState != System.Data.ConnectionState.Open)
            {
                await DropConnectionAsync();
            }

            return error;
        }

        hub.Publish(plan.Changes);
        notifier.Enqueue(plan.Changes);
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Done.TrySetResult(plan.Results[i]);
        }

        return null;
    }

    private async Task DropConnectionAsync()
    {
        if (_connection is { } broken)
        {
            _connection = null;
            await broken.DisposeAsync();
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "A batch of {Units} units failed ({Error}); replaying one by one")]
    private partial void BatchReplayed(int units, string error);

    [LoggerMessage(1002, LogLevel.Error, "A unit of {Act} was refused by the database: {SqlState}")]
    private partial void UnitFailed(string act, string sqlState);

    [LoggerMessage(1003, LogLevel.Error, "A unit of {Act} could not be written in time: {Error}")]
    private partial void UnitGivenUp(string act, string error);

    private sealed class Pending(WriteUnit unit, long acceptedAt)
    {
        public long AcceptedAt { get; } = acceptedAt;

        public WriteUnit Unit { get; } = unit;

        public TaskCompletionSource<Outcome<WriteReceipt>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Options of the writer, section <c>Wardline:Writer</c>.</summary>
public sealed class ChangeWriterOptions
{
    /// <summary>Units per transaction, 1 to 1,000. More means fewer commits and longer stream locks. Default 64.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 1000)]
    public int BatchSize { get; set; } = 64;

    /// <summary>Units that may wait before senders are told <c>try_later</c>, 1 to 100,000. Default 4,096.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 100_000)]
    public int QueueCapacity { get; set; } = 4096;

    /// <summary>How long after it was accepted a unit is given up when the database does not answer. Default 5 s.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause between retries. Default 100 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);
}
