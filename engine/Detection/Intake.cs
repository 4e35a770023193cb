using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Puts samples into their windows, and evaluates on arrival what asks for it.</summary>
internal sealed class Intake(PartitionState state, AlarmWriter writer, CompositeChecker composites, DetectorCounters counters)
{
    /// <summary>The composite rules to evaluate once the sample is in all its windows.</summary>
    private readonly SortedSet<CompositePlan> _arrivals = new(Comparer<CompositePlan>.Create((left, right) => left.Number.CompareTo(right.Number)));

    /// <summary>Where the log stands: the first minute not yet checked, the number of the last check, and the clock.</summary>
    internal readonly record struct Position(int NextCheck, int LastCheckNumber, long ClockMs)
    {
        /// <summary>The number the check of a minute will have.</summary>
        public int CheckNumberOf(int minute) => LastCheckNumber + 1 + (minute - NextCheck);
    }

    /// <summary>The entity a sample is about, -1 if no rule asks for its metric. Takes over its name and attributes.</summary>
    public int FindEntity(in Samples.Sample sample, int metric, Position position)
    {
        var number = state.Entities.FindOrAdd(sample.Entity);
        if (state.Entities[number].FirstSeries >= 0 && Sweeper.Forget(state, number, position.NextCheck))
        {
            number = state.Entities.FindOrAdd(sample.Entity);
        }

        ref var entity = ref state.Entities[number];
        var forgotten = position.NextCheck - entity.LastSeen > state.Plan.ForgetAfterMinutes;
        var renamed = state.Entities.Refresh(number, sample.Entity, forgotten);
        entity.LastSeen = position.NextCheck;
        state.Entities.Dirty.Mark(number);
        if (renamed && entity.FirstSeries >= 0)
        {
            new Rebinding(state, writer).Rename(number, position);
        }

        if (state.FindSeries(number, metric) < 0)
        {
            Rebinding.AddSeries(state, number, metric);
        }

        return number;
    }

    /// <summary>False if every rule that would take the sample finds it too late.</summary>
    public bool Place(in Samples.Sample sample, int entity, int metric, int minute, Position position)
    {
        _arrivals.Clear();
        var taken = 0;
        var late = 0;
        for (var number = FirstWindow(entity, metric); number >= 0; number = state.Windows[number].Next)
        {
            ref var window = ref state.Windows[number];
            var plan = state.Plan.Rules[window.Rule];
            var judgement = Judgement.Of(sample, plan);
            if (!judgement.Taken)
            {
                continue;
            }

            if (minute <= position.NextCheck - plan.Rule.PeriodMinutes)
            {
                late++;
                continue;
            }

            taken++;
            var isNewest = minute >= window.Newest;
            Take(number, plan, judgement, minute);
            if (isNewest && minute >= position.NextCheck)
            {
                OnArrival(number, plan, minute, position);
            }
        }

        foreach (var composite in _arrivals)
        {
            composites.OnArrival(composite, entity, minute, position);
        }

        counters.Ignored += taken + late == 0 ? 1 : 0;
        counters.Late += late;
        return late == 0 || taken > 0;
    }

    /// <summary>Whether any rule's name filter lets the entity through.</summary>
    public bool IsAskedFor(int entity, int metric) => FirstWindow(entity, metric) >= 0;

    private int FirstWindow(int entity, int metric) => state.Series[state.FindSeries(entity, metric)].FirstWindow;

    private void Take(int number, RulePlan plan, in Judgement judgement, int minute)
    {
        ref var window = ref state.Windows[number];
        if (minute > window.Newest)
        {
            var isFirst = window.Newest < 0;
            WindowOps.Advance(ref window, plan, minute);
            if (isFirst)
            {
                FirstData(number, plan, minute);
            }
        }

        WindowOps.Set(ref window, plan, minute, judgement.Matches);
        if (minute == window.Newest)
        {
            Remember(ref window.Latest, judgement);
        }

        foreach (var composite in plan.CompositesAtRest)
        {
            state.FindOrAddComposite(window.Entity, composite.Number);
        }

        if (judgement.Matches)
        {
            if (window.Values < 0)
            {
                window.Values = plan.Rings.Add();
            }

            Remember(ref plan.Rings.At(window.Values, minute), judgement);
            state.Visit(number);
        }
    }

    private void FirstData(int number, RulePlan plan, int minute)
    {
        if (plan.Rule.WatchesData)
        {
            state.Watch(number, minute + plan.Rule.NoDataAfterMinutes);
        }
    }

    private void Remember(ref ObservedBits place, in Judgement judgement)
    {
        var value = judgement.Value;
        if (value.Which == Which.Label)
        {
            value.Index = state.Labels.Use(judgement.Label);
        }

        state.Labels.Release(place);
        place = value;
    }

    private void OnArrival(int number, RulePlan plan, int minute, Position position)
    {
        _arrivals.UnionWith(plan.CompositesOnArrival);
        ref var window = ref state.Windows[number];
        var check = position.CheckNumberOf(minute);
        if (plan.Rule.OnArrival && !plan.Rule.OnlyAsCondition && WindowOps.Matched(window, plan, minute) >= plan.Rule.Count)
        {
            ref var cycle = ref state.CycleOf(ref window.Cycle);
            if (check > cycle.SilentUntil)
            {
                var reason = cycle.IsOpen ? AlarmReason.StillTrue : AlarmReason.ConditionTrue;
                writer.Write(number, ref cycle, new Telling(AlarmState.Firing, reason, position.ClockMs, minute));
                Cycle.Fired(ref cycle, plan.Rule.Announcement, check);
            }
        }
    }
}
