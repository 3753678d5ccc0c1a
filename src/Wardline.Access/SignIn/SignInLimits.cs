using System.Threading.RateLimiting;
using Wardline.Access.Http;
using Wardline.Data.Outcomes;

namespace Wardline.Access.SignIn;

/// <summary>
/// Bounds guessing by address, and the processor time that checking passwords may take. Only failures count against an
/// address: a hospital behind one proxy signs in at seven o'clock all at once, and rightly. The lock on a name
/// (<see cref="SignInLock"/>) bounds guessing from many addresses.
/// </summary>
public sealed class SignInLimits : IDisposable
{
    public const int FailuresPerMinute = 30;

    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(1) / 10;

    private readonly ConcurrencyLimiter _checks = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = 256,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetTokenBucketLimiter(network, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = FailuresPerMinute,
            TokensPerPeriod = FailuresPerMinute / 10,
            ReplenishmentPeriod = Refill,
            QueueLimit = 0,
        }));

    /// <summary>Null when this address may try. A bucket refills by fractions; only a whole failure to spare counts.</summary>
    public Problem? Refuse(string? address) => FailuresLeft(address) > 0 ? null : new Problem(
        "rate_limited", "Too many failed attempts from this network. Wait a little.", 429, Retryable: true, Refill);

    public void Failed(string? address) => _failures.AttemptAcquire(ClientNetwork.Of(address)).Dispose();

    /// <summary>A place among the password checks that run at a time; hold it while hashing.</summary>
    public async Task<RateLimitLease> EnterAsync(CancellationToken ct) => await _checks.AcquireAsync(1, ct);

    internal long FailuresLeft(string? address) => _failures.GetStatistics(ClientNetwork.Of(address))?.CurrentAvailablePermits ?? FailuresPerMinute;

    public void Dispose()
    {
        _checks.Dispose();
        _failures.Dispose();
    }
}
