using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>The circuits of a partition. Of each policy those of entities and packages are bounded: the oldest goes, if possible a closed one.</summary>
internal sealed class Circuits(Ledger ledger)
{
    private readonly Dictionary<(string Policy, CircuitKind Kind, string Name), Circuit> _all = [];
    private readonly Dictionary<string, SortedDictionary<(bool IsOpen, long Number), Circuit>> _droppable = [];
    private readonly Dictionary<string, int> _open = [];

    public int Count => _all.Count;

    public int OpenCount => _open.Values.Sum();

    public int OpenOf(string policy) => _open.GetValueOrDefault(policy);

    public void Load(Circuit circuit)
    {
        Add(circuit);
        ledger.Deadlines.Set(circuit, circuit.NextDueMs, DueRank.Reminder);
    }

    public Circuit Take(string policy, CircuitKind kind, string name)
    {
        if (_all.TryGetValue((policy, kind, name), out var known))
        {
            return known;
        }

        if (kind != CircuitKind.Policy && _droppable.TryGetValue(policy, out var droppable) && droppable.Count >= StormBounds.MaxCircuits)
        {
            Forget(droppable.First().Value);
        }

        var circuit = new Circuit(policy, kind, name) { Number = ledger.TakeNumber() };
        Add(circuit);
        return circuit;
    }

    /// <summary>It has counted, and perhaps opened with that.</summary>
    public void Counted(Circuit circuit, bool opens)
    {
        if (opens)
        {
            Drop(circuit, wasOpen: false);
            Enter(circuit);
        }

        ledger.Schedule(circuit, circuit.NextDueMs, DueRank.Reminder);
    }

    public void Close(Circuit circuit)
    {
        Drop(circuit, wasOpen: true);
        circuit.Close();
        Enter(circuit);
        ledger.Schedule(circuit, circuit.NextDueMs, DueRank.Reminder);
    }

    public void Forget(Circuit circuit)
    {
        Drop(circuit, circuit.IsOpen);
        _all.Remove((circuit.Policy, circuit.Kind, circuit.Name));
        ledger.Forget(circuit);
    }

    private void Add(Circuit circuit)
    {
        _all.Add((circuit.Policy, circuit.Kind, circuit.Name), circuit);
        Enter(circuit);
    }

    private void Enter(Circuit circuit)
    {
        if (circuit.IsOpen)
        {
            _open[circuit.Policy] = OpenOf(circuit.Policy) + 1;
        }

        if (circuit.Kind == CircuitKind.Policy)
        {
            return;
        }

        if (!_droppable.TryGetValue(circuit.Policy, out var droppable))
        {
            _droppable.Add(circuit.Policy, droppable = []);
        }

        droppable.Add((circuit.IsOpen, circuit.Number), circuit);
    }

    private void Drop(Circuit circuit, bool wasOpen)
    {
        if (wasOpen && OpenOf(circuit.Policy) is var open)
        {
            _open[circuit.Policy] = open - 1;
            if (open == 1)
            {
                _open.Remove(circuit.Policy);
            }
        }

        if (circuit.Kind != CircuitKind.Policy && _droppable.TryGetValue(circuit.Policy, out var droppable) && droppable.Remove((wasOpen, circuit.Number)) && droppable.Count == 0)
        {
            _droppable.Remove(circuit.Policy);
        }
    }
}
