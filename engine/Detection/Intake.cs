using Tocsin.Engine.Auditing;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Puts samples into their windows, and evaluates on arrival what asks for it.</summary>
internal sealed class Intake(PartitionState state, AlarmWriter writer, CompositeChecker composites, DetectorCounters counters)
{
    /// <summary>The composite rules to evaluate once the sample is in all its windows.</summary>
    private readonly List<CompositePlan> _arrivals = [];

    /// <summary>Where the log stands: the first minute not yet checked, the number of the last check, and the clock.</summary>
    internal readonly record struct Position(int NextCheck, int LastCheckNumber, long ClockMs)
    {
        /// <summary>The number the check of a minute will have.</summary>
        public int CheckNumberOf(int minute) => LastCheckNumber + 1 + (minute - NextCheck);
    }

    /// <summary>
    /// The first of the windows a sample belongs to, in the order of their rules; -1 if no rule's name filter passes the entity. Takes over
    /// the entity's name and attributes.
    /// </summary>
    public int FindWindows(in Samples.Sample sample, int metric, in Position position)
    {
        var number = state.Entities.FindOrAdd(sample.Entity);
        if (state.Entities[number].FirstSeries.Exists && Sweeper.Forget(state, number, position.NextCheck))
        {
            number = state.Entities.FindOrAdd(sample.Entity);
        }

        ref var entity = ref state.Entities[number];
        var forgotten = position.NextCheck - entity.LastSeen > state.Plan.ForgetAfterMinutes;
        var renamed = state.Entities.Refresh(number, sample.Entity, forgotten);
        entity.LastSeen = position.NextCheck;
        state.Entities.Dirty.Mark(number);
        if (renamed && entity.FirstSeries.Exists)
        {
            new Rebinding(state, writer).Rename(number, position);
        }

        return entity.FirstSeries.Metric == metric ? entity.FirstSeries.FirstWindow : FindOrAddWindows(number, metric);
    }

    /// <summary>False if every rule that would take the sample finds it too late.</summary>
    public bool Place(in Samples.Sample sample, int firstWindow, int minute, in Position position)
    {
        var taken = 0;
        var late = 0;
        for (int number = firstWindow, next; number >= 0; number = next)
        {
            ref var window = ref state.Windows[number];
            next = window.Next;
            var plan = state.Plan.Rules[window.Rule];
            var judgement = Judgement.Of(sample, plan);
            if (!judgement.Taken)
            {
                continue;
            }

            if (minute <= position.NextCheck - plan.Rule.PeriodMinutes)
            {
                late++;
                state.Probe?.Sampled(sample, number, minute, SampleFate.Late);
                continue;
            }

            taken++;
            var isNewest = minute >= window.Newest;
            state.Probe?.Sampled(sample, number, minute, judgement.Matches ? SampleFate.Matching : SampleFate.NotMatching);
            Take(number, ref window, plan, judgement, minute);
            if (isNewest && plan.HasArrivals && minute >= position.NextCheck)
            {
                OnArrival(number, plan, minute, position);
            }
        }

        if (_arrivals.Count > 0)
        {
            CompositesOnArrival(state.Windows[firstWindow].Entity, minute, position);
        }

        counters.Ignored += taken + late == 0 ? 1 : 0;
        counters.Late += late;
        return late == 0 || taken > 0;
    }

    private int FindOrAddWindows(int entity, int metric)
    {
        if (!state.FindSeries(entity, metric).Exists)
        {
            Rebinding.AddSeries(state, entity, metric);
        }

        return state.FindSeries(entity, metric).FirstWindow;
    }

    private void Take(int number, ref WindowState window, RulePlan plan, in Judgement judgement, int minute)
    {
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
            TakeMatch(number, ref window, plan, judgement, minute);
        }
    }

    private void TakeMatch(int number, ref WindowState window, RulePlan plan, in Judgement judgement, int minute)
    {
        if (window.Values < 0)
        {
            window.Values = plan.Rings.Add();
        }

        Remember(ref plan.Rings.At(window.Values, minute), judgement);
        state.Visit(number);
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
        if (judgement.Value.Which == Which.Label || place.Which == Which.Label)
        {
            RememberLabel(ref place, judgement);
        }
        else
        {
            place = judgement.Value;
        }
    }

    private void RememberLabel(ref ObservedBits place, in Judgement judgement)
    {
        var value = judgement.Value;
        if (value.Which == Which.Label)
        {
            value.Index = state.Labels.Use(judgement.Label);
        }

        state.Labels.Release(place);
        place = value;
    }

    private void OnArrival(int number, RulePlan plan, int minute, in Position position)
    {
        _arrivals.AddRange(plan.CompositesOnArrival);
        ref var window = ref state.Windows[number];
        var check = position.CheckNumberOf(minute);
        if (plan.Rule.OnArrival && !plan.Rule.OnlyAsCondition && WindowOps.Matched(window, plan, minute) >= plan.Rule.Count)
        {
            state.Probe?.Checking(number, minute, condition: true);
            ref var cycle = ref state.CycleOf(ref window.Cycle);
            if (check > cycle.SilentUntil)
            {
                var reason = cycle.IsOpen ? AlarmReason.StillTrue : AlarmReason.ConditionTrue;
                writer.Write(number, ref cycle, new Telling(AlarmState.Firing, reason, position.ClockMs, minute));
                Cycle.Fired(ref cycle, plan.Rule.Announcement, check);
            }
        }
    }

    /// <summary>Each once, in the order of the settings file, whichever of its parts asked for it.</summary>
    private void CompositesOnArrival(int entity, int minute, in Position position)
    {
        _arrivals.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        CompositePlan? last = null;
        foreach (var composite in _arrivals)
        {
            if (composite != last)
            {
                composites.OnArrival(composite, entity, minute, position);
            }

            last = composite;
        }

        _arrivals.Clear();
    }
}
