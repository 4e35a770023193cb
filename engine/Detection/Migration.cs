using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>
/// Builds the state under another rule set: windows, silence and episodes of unchanged rules are carried over to the bit, open episodes of all
/// others are closed. The old state, and the writer that belongs to it, are of no use afterwards.
/// </summary>
internal sealed class Migration
{
    private readonly PartitionState _old;
    private readonly PartitionState _next;
    private readonly AlarmWriter _writer;

    /// <summary>For each old rule or composite rule its position in the new rule set, -1 if its state is of no use there.</summary>
    private readonly int[] _rules;
    private readonly int[] _composites;

    public Migration(PartitionState old, Plan plan, AlarmWriter writer)
    {
        _old = old;
        _next = new PartitionState(plan) { Entities = old.Entities, Labels = old.Labels, Cycles = old.Cycles };
        _writer = writer;
        _rules = [.. old.Plan.Rules.Select(rule => Array.FindIndex(plan.Rules, next => next.Rule.Fingerprint == rule.Rule.Fingerprint))];
        _composites = [.. old.Plan.Composites.Select(rule => Array.FindIndex(plan.Composites, next => next.Rule.Fingerprint == rule.Rule.Fingerprint))];
        for (var order = 0; order < _rules.Length; order++)
        {
            if (_rules[order] >= 0)
            {
                plan.Rules[_rules[order]].Adopt(old.Plan.Rules[order]);
            }
        }
    }

    public PartitionState Run(Intake.Position position, DetectorOutput output)
    {
        var known = Enumerable.Range(0, _old.Entities.End)
            .Where(entity => _old.Entities[entity].Chunk is not null && !Sweeper.Forget(_old, entity, position.NextCheck)).ToList();
        foreach (var entity in known)
        {
            CarryEntity(entity, position);
        }

        _writer.Flush(output);
        foreach (var entity in known.Where(entity => _next.Entities[entity] is { FirstSeries.Exists: false, FirstComposite: < 0 }))
        {
            _next.Entities.Remove(entity);
        }

        return _next;
    }

    private void CarryEntity(int number, Intake.Position position)
    {
        ref var entity = ref _old.Entities[number];
        var oldSeries = entity.FirstSeries;
        var oldComposite = entity.FirstComposite;
        CloseComposites(oldComposite, position);
        entity.FirstSeries = SeriesState.None;
        entity.FirstComposite = -1;
        for (; oldSeries.Exists; oldSeries = _old.After(oldSeries))
        {
            CarrySeries(number, oldSeries, position);
        }

        CarryComposites(number, oldComposite);
    }

    private void CarrySeries(int entity, in SeriesState oldSeries, Intake.Position position)
    {
        var metric = _next.Plan.FindMetric(_old.Plan.Metrics[oldSeries.Metric]);
        var carried = new Dictionary<int, int>();
        for (int window = oldSeries.FirstWindow, next; window >= 0; window = next)
        {
            // A window that isn't carried is given back, and with it the link.
            next = _old.Windows[window].Next;
            var rule = _rules[_old.Windows[window].Rule];
            if (rule >= 0)
            {
                carried.Add(rule, window);
            }

            CloseUnlessCarried(window, rule, position);
        }

        if (metric >= 0)
        {
            var rules = _next.Plan.RulesFor(metric, _next.Entities[entity].ShownName());
            var windows = rules.Select(rule => carried.TryGetValue(rule.Order, out var window) ? CarryWindow(window, rule, position) : _next.AddWindow(entity, rule));
            Rebinding.Link(_next, ref _next.AddSeries(entity, metric), windows.ToList());
        }
    }

    /// <summary>An episode ends here if its rule is gone or changed, or doesn't speak any more.</summary>
    private void CloseUnlessCarried(int number, int rule, Intake.Position position)
    {
        ref var window = ref _old.Windows[number];
        var speaks = rule >= 0 && !_next.Plan.Rules[rule].Rule.OnlyAsCondition;
        if (window.Cycle >= 0 && !speaks)
        {
            ref var cycle = ref _old.Cycles[window.Cycle];
            if (cycle.IsOpen)
            {
                var reason = Reason(_old.Plan.Rules[window.Rule].Rule.Name);
                _writer.Write(number, ref cycle, new Telling(AlarmState.Closed, reason, position.ClockMs, position.NextCheck - 1));
            }

            _old.Cycles.Free(window.Cycle);
            window.Cycle = -1;
        }

        if (rule < 0)
        {
            _old.FreeWindow(number);
        }
    }

    private int CarryWindow(int oldNumber, RulePlan plan, Intake.Position position)
    {
        var old = _old.Windows[oldNumber];
        var number = _next.Windows.Add();
        ref var window = ref _next.Windows[number];
        window = old;
        window.Rule = plan.Order;
        window.Flags = WindowFlags.None;
        if ((old.Flags & WindowFlags.Visited) != 0)
        {
            _next.Visit(number);
        }

        if (window.Newest >= 0)
        {
            foreach (var composite in plan.CompositesAtRest)
            {
                _next.FindOrAddComposite(window.Entity, composite.Number);
            }

            if (plan.Rule.WatchesData)
            {
                _next.Watch(number, Math.Max(position.NextCheck, window.Newest + plan.Rule.NoDataAfterMinutes));
            }
        }

        return number;
    }

    private void CloseComposites(int composite, Intake.Position position)
    {
        for (; composite >= 0; composite = _old.Composites[composite].Next)
        {
            ref var state = ref _old.Composites[composite];
            if (_composites[state.Composite] >= 0 || state.Cycle < 0)
            {
                continue;
            }

            ref var cycle = ref _old.Cycles[state.Cycle];
            if (cycle.IsOpen)
            {
                var plan = _old.Plan.Composites[state.Composite];
                _writer.Write(plan, state.Entity, ref cycle, new Telling(AlarmState.Closed, Reason(plan.Rule.Name), position.ClockMs, position.NextCheck - 1));
            }

            _old.Cycles.Free(state.Cycle);
        }
    }

    private void CarryComposites(int entity, int composite)
    {
        for (; composite >= 0; composite = _old.Composites[composite].Next)
        {
            ref var state = ref _old.Composites[composite];
            if (_composites[state.Composite] >= 0 && state.Cycle >= 0)
            {
                _next.Composites[_next.FindOrAddComposite(entity, _composites[state.Composite])].Cycle = state.Cycle;
            }
        }
    }

    private AlarmReason Reason(string ruleName) =>
        _next.Plan.Rules.Any(rule => rule.Rule.Name == ruleName) || _next.Plan.Composites.Any(rule => rule.Rule.Name == ruleName)
            ? AlarmReason.RuleChanged
            : AlarmReason.RuleRemoved;
}
