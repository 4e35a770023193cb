namespace Tocsin.TopologyTests.Simulation;

/// <summary>Who had which partition, and how that ended.</summary>
internal sealed class Tenures
{
    private readonly List<Tenure> _all = [];
    private SimulationRun? _run;

    public SimulationRun Run => _run!;

    public void Watch(SimulationRun run)
    {
        _run = run;
        run.Cluster.Group.GaveUp = (memberId, partition) =>
        {
            if (_all.FindLast(tenure => tenure.MemberId == memberId && tenure.Partition == partition) is { } tenure)
            {
                tenure.WentInOrder = true;
            }
        };
    }

    /// <summary>The instance that works at present begins to have a partition.</summary>
    public Tenure Begin(int partition, string topic)
    {
        var tenure = new Tenure(partition, Run.Working?.MemberId ?? "", Run.Cluster.Topic(topic)[partition].End) { Number = _all.Count };
        _all.Add(tenure);
        return tenure;
    }

    /// <summary>The group thinks so, too; a zombie only does itself.</summary>
    public bool IsOwner(Tenure tenure) => Run.Cluster.Group.Owns(tenure.MemberId, tenure.Partition);
}
