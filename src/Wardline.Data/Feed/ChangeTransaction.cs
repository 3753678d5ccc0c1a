using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Wardline.Data.Outcomes;

namespace Wardline.Data.Feed;

/// <summary>
/// The slow path to the same feed: ordinary EF work whose last statements give out positions and write changes and
/// audit on the same connection and transaction, so that stream locks are held for one round trip.
/// </summary>
public sealed class ChangeTransaction(WardlineDb db, FeedHub hub, FeedNotifier notifier, TimeProvider time)
{
    /// <summary>
    /// Saves what <paramref name="db"/> tracks together with the unit. A refusal (a reused client id, a missing
    /// stream) rolls everything back; a duplicate act does too, and answers with the first receipt.
    /// </summary>
    public async Task<Outcome<WriteReceipt>> CommitAsync(WriteUnit unit, CancellationToken ct)
    {
        if (unit.Effect is not null)
        {
            throw new ArgumentException("Here the effect is what the DbContext tracks.", nameof(unit));
        }

        await using var transaction = db.Database.CurrentTransaction ?? await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        var plan = await new UnitCommit((NpgsqlConnection)db.Database.GetDbConnection()).ApplyAsync([unit], time.GetUtcNow(), ct);
        var result = plan.Results[0];
        if (!result.IsOk || result.Value.Duplicate)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return result;
        }

        await transaction.CommitAsync(ct);
        hub.Publish(plan.Changes);
        notifier.Enqueue(plan.Changes);
        return result;
    }
}
