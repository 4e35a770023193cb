using Tocsin.Converge.Converging;
using Tocsin.Engine.Convergence;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>What follows from one partition of the actions topic, to a reader that has seen all of it once and in order.</summary>
internal sealed class DecisionLog
{
    private readonly SimulatedPartition _log;
    private readonly Topics _topics;
    private readonly int _partition;
    private readonly ActionPartition _actions;
    private readonly ConvergeStage _stage;
    private readonly List<(long Offset, List<OutputRecord> Outputs)> _outputs = [];
    private long _next;

    public DecisionLog(SimulatedPartition log, Topics topics, int partition)
    {
        (_log, _topics, _partition) = (log, topics, partition);
        _actions = ActionPartition.Load(topics.Actions, partition, []);
        _stage = new ConvergeStage(_actions, topics, new StageMetrics(ConvergeStage.Name).Partition(partition).Actions);
    }

    /// <summary>No record runs or waits.</summary>
    public bool IsDone
    {
        get
        {
            ReadOn();
            return _actions.Counts.Open == 0;
        }
    }

    /// <summary>All that follows from the records before an offset, in order.</summary>
    public IEnumerable<OutputRecord> Until(long end)
    {
        ReadOn();
        return _outputs.TakeWhile(each => each.Offset < end).SelectMany(each => each.Outputs);
    }

    private void ReadOn()
    {
        while (_log.Next(_next) is var (offset, entry))
        {
            _next = offset + 1;
            var outputs = new List<OutputRecord>();
            _stage.Process(new InputRecord(_topics.Actions, _partition, offset, entry.TimestampMs, entry.Key, entry.Value, entry.Headers), outputs);
            _outputs.Add((offset, outputs));
        }
    }
}
