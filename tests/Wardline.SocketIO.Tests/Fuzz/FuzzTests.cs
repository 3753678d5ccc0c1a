using Wardline.SocketIO.Fuzz;

namespace Wardline.SocketIO.Tests.Fuzz;

public sealed class FuzzTests
{
    /// A seed that ever fails gets a line of its own here. Again and bigger: `wardline bench fuzz --seed N`.
    [Theory]
    [Trait("Rule", "SIO-21")]
    [InlineData(1)]
    [InlineData(20261121)]
    [InlineData(7823)]
    public Task Hostile_clients_get_what_they_are_due_and_harm_nobody(int seed) => HoldsAsync(seed, 20_000);

    [Fact]
    [Trait("Category", "Faults")]
    [Trait("Rule", "SIO-21")]
    public Task A_million_hostile_frames_harm_nobody() => HoldsAsync(1_000_000, 1_000_000);

    private static async Task HoldsAsync(int seed, int frames)
    {
        var report = await FuzzRun.RunAsync(new(seed, frames), ct: TestContext.Current.CancellationToken);
        Assert.True(report.Failures.Count == 0, string.Join('\n', report.Failures));
        Assert.InRange(report.Frames, frames, int.MaxValue);
        Assert.True(report.WitnessAsked > 0);
        // A run that has not seen the ends that matter has shown nothing.
        Assert.Superset(new HashSet<string> { "1000", "1002", "1007", "1008", "1009", "open", "post 400", "post 413", "post 200", "echo upgraded" }, report.Outcomes.Keys.ToHashSet());
    }
}
