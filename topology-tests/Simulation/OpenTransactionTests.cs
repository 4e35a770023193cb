using System.Globalization;
using System.Text;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// A dies inside a transaction, B takes over and works, B dies, and C starts before A's transaction has timed out. A restore that ends at the
/// last stable offset would lose here what B committed.
/// </summary>
[Trait("Category", "Simulation")]
public class OpenTransactionTests
{
    private static readonly StageIdentity _identity = new("counting", "input", [CountingStage.Topic], "state", "dead", "group");
    private readonly SimulationSettings _settings = new()
    {
        Identity = _identity,
        Create = (_, state) => new CountingStage(state),
        Partitions = 1,
        Input = [.. Enumerable.Range(0, 60).Select(i => (0, "key"u8.ToArray(), Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture))))],
    };

    [Theory]
    [InlineData("after an output of a transaction")]
    [InlineData("after a state record of a transaction")]
    [InlineData("after the offsets of a transaction")]
    public void ThreeOwners_WithinATransactionTimeout_LoseAndRepeatNothing(string step)
    {
        var run = new SimulationRun(_settings, seed: 1);
        run.Trouble.IsOn = false;
        var a = run.Start("a");
        run.AppendInput(20);
        run.Work(a, forMs: 6_000);
        run.AppendInput(20);
        run.Trouble.CrashAt(step);
        Assert.True(run.CrashesWithin(a, forMs: 6_000));

        var b = run.Start("b");
        run.Work(b, forMs: 6_000);
        run.AppendInput(20);
        run.Work(b, forMs: 1_000);
        run.Kill(b);
        Assert.True(run.Cluster.HasOpenTransactions);

        run.Start("c");
        run.Settle();

        Assert.Null(SimulationOutcome.Difference(run, _settings));
    }
}
