namespace Wardline.Cli.Verbs.Test;

/// <summary>How much is run. The trait <c>Category</c> of a test (Browser, Slow, Faults) says which tiers it is in.</summary>
internal enum TestTier
{
    /// <summary>Under two minutes: nothing marked Browser, Slow or Faults.</summary>
    Quick,

    /// <summary>Under twenty minutes: all but Faults.</summary>
    Full,

    /// <summary>Only what breaks the machine or runs long seeds.</summary>
    Faults,
}

internal static class TestTierFilter
{
    /// <summary>The tier in the words of xunit's runner.</summary>
    public static IEnumerable<string> XunitArguments(this TestTier tier) => tier switch
    {
        TestTier.Quick => ["-trait-", "Category=Browser", "-trait-", "Category=Slow", "-trait-", "Category=Faults"],
        TestTier.Full => ["-trait-", "Category=Faults"],
        TestTier.Faults => ["-trait", "Category=Faults"],
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };
}
