using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>Outcomes are written on their own, not together with the rest.</summary>
internal sealed class WritesOutcomesBeside(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    private readonly string _actions = identity.OutputTopics.Single(topic => topic.Contains("actions", StringComparison.Ordinal));

    public override bool CommitTransaction(Transaction transaction)
    {
        foreach (var outcome in transaction.Outputs.Where(output => output.Topic == _actions))
        {
            TryProduce(outcome, -1);
        }

        return base.CommitTransaction(transaction with { Outputs = [.. transaction.Outputs.Where(output => output.Topic != _actions)] });
    }
}
