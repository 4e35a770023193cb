using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>Tells how long the runner is ready to wait for a record.</summary>
internal sealed class WaitNotingLog(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief, Action<TimeSpan> note)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override InputRecord? Poll(TimeSpan wait)
    {
        note(wait);
        return base.Poll(wait);
    }
}
