using System.Text;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Saving;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>What a detector remembers at present, in the words of its users. It looks only.</summary>
public sealed class DetectorMemory(Detector detector)
{
    private readonly PartitionState _state = detector.State;

    /// <summary>When the next check's minute begins: all before were checked.</summary>
    public long CheckedUntilMs => Minutes.StartMs(detector.NextCheckMinute);

    /// <summary>The rules in force have a rule or composite rule of this name.</summary>
    public bool HasRule(string rule) => detector.Rules.Rules.Any(each => each.Name == rule) || Composite(rule) is not null;

    /// <summary>The entities of a name or id, with what is remembered for a rule; of a composite rule its parts come first.</summary>
    public IReadOnlyList<KeptEntity> Find(string rule, string entity)
    {
        var found = new List<KeptEntity>();
        for (var number = 0; number < _state.Entities.End; number++)
        {
            if (_state.Entities[number].Chunk is not null && IsIt(_state.Entities[number], entity))
            {
                found.Add(Of(number, rule));
            }
        }

        return found;
    }

    private static bool IsIt(in EntityState state, string entity) => state.ShownName() == entity || Encoding.UTF8.GetString(state.Id0) == entity;

    private CompositeRule? Composite(string name) => detector.Rules.Composites.FirstOrDefault(each => each.Name == name);

    private KeptEntity Of(int number, string rule)
    {
        ref var state = ref _state.Entities[number];
        return new(
            state.Scope,
            Encoding.UTF8.GetString(state.Id0),
            Encoding.UTF8.GetString(state.Id1),
            state.ShownName(),
            new SortedDictionary<string, string>(Entity.Parser.ParseFrom(state.Attributes).Attributes, StringComparer.Ordinal),
            Minutes.StartMs(state.LastSeen),
            [.. Subjects(number, rule)]);
    }

    private IEnumerable<KeptSubject> Subjects(int entity, string rule)
    {
        var composite = Composite(rule);
        HashSet<string> names = [rule, .. (composite?.Parts ?? []).Select(part => detector.Rules.Rules[part].Name)];
        var isKnown = false;
        foreach (var plan in _state.Plan.Rules.Where(plan => names.Contains(plan.Rule.Name)))
        {
            if (_state.FindWindow(entity, plan) is >= 0 and var window)
            {
                isKnown = true;
                yield return new(plan.Rule.Name, WindowOf(window, plan), CycleOf(_state.Windows[window].Cycle));
            }
        }

        if (composite is not null && isKnown)
        {
            yield return new(rule, null, CycleOf(CompositeCycle(entity, rule)));
        }
    }

    /// <summary>-1 where there is nothing to remember.</summary>
    private int CompositeCycle(int entity, string rule)
    {
        var number = _state.Entities[entity].FirstComposite;
        while (number >= 0 && _state.Plan.Composites[_state.Composites[number].Composite].Rule.Name != rule)
        {
            number = _state.Composites[number].Next;
        }

        return number < 0 ? -1 : _state.Composites[number].Cycle;
    }

    private KeptCycle? CycleOf(int cycle) => cycle >= 0 ? KeptCycle.Of(_state.Cycles[cycle], detector.LastCheckNumber) : null;

    private KeptWindow WindowOf(int number, RulePlan plan)
    {
        ref var window = ref _state.Windows[number];
        var latest = window.Latest.Which == Which.Nothing ? null : AlarmText.Observed(window.Latest, window.Newest, plan.Rule, _state.Labels);
        var matched = WindowOps.Matched(window, plan, detector.NextCheckMinute - 1);
        return new(plan.Rule, window.Newest >= 0 ? Minutes.StartMs(window.Newest) : null, latest, matched, MinutesOf(window, plan));
    }

    private List<KeptMinute> MinutesOf(in WindowState window, RulePlan plan)
    {
        var minutes = new List<KeptMinute>();
        var first = MatchingMinutes.First(window, plan, detector.NextCheckMinute);
        var last = window.Newest;
        for (var left = MatchingMinutes.Count(window, plan, first); left > 0; left--)
        {
            var minute = MatchingMinutes.Last(window, plan, first, last);
            var value = MatchingMinutes.HasValue(window, plan, minute, detector.NextCheckMinute) ? plan.Rings.At(window.Values, minute) : default;
            minutes.Add(new(Minutes.StartMs(minute), value.Which == Which.Nothing ? null : AlarmText.Observed(value, minute, plan.Rule, _state.Labels)));
            last = minute - 1;
        }

        minutes.Reverse();
        return minutes;
    }
}
