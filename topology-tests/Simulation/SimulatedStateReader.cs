using Tocsin.Runtime.Logs;
using Tocsin.Runtime.State;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>Reads a simulated changelog to the end it had at the beginning, committed records only.</summary>
internal sealed class SimulatedStateReader(SimulatedPartition partition) : IStateReader
{
    private readonly long _end = partition.End;
    private long _next;

    public bool IsAtEnd => _next >= _end;

    public StateRecord? Read()
    {
        if (IsAtEnd)
        {
            return null;
        }

        if (partition.Next(_next) is not var (offset, entry))
        {
            // Nothing but aborted and control records up to the last stable offset.
            _next = partition.LastStableOffset;
            return null;
        }

        _next = offset + 1;
        return new StateRecord(entry.Key!, entry.Value);
    }

    public void Dispose()
    {
    }
}
