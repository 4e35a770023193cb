using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>
/// One check: every window with something to decide, then the composite rules, then the alarms in their order. Windows without a match in reach,
/// a silence or an episode are not visited at all.
/// </summary>
internal sealed class Checker(PartitionState state, AlarmWriter writer, CompositeChecker composites, DetectorCounters counters)
{
    private readonly Sweeper _sweeper = new(state);

    /// <summary>Some window or composite rule could decide something else at the next check, though no sample comes.</summary>
    private bool _moving = true;

    /// <summary>The first minute from the given one on whose check could decide anything, if no sample comes before.</summary>
    public int NextOfInterest(int nextCheck) =>
        _moving || state.VisitedComposites.Count > 0 ? nextCheck
        : state.Watches.Count > 0 ? Math.Max(nextCheck, state.Watches.First().Key)
        : int.MaxValue;

    /// <summary>A sample came: whatever was at rest may move again.</summary>
    public void Wake() => _moving = true;

    public void Run(int minute, int check, DetectorOutput output)
    {
        VisitWatched(minute);
        _moving = false;
        for (var i = state.Visited.Count - 1; i >= 0; i--)
        {
            var number = state.Visited[i];
            if (!StaysAfter(number, minute, check, output))
            {
                state.Visited[i] = state.Visited[^1];
                state.Visited.RemoveAt(state.Visited.Count - 1);
                Leave(number, minute);
            }
        }

        composites.Run(minute, check, output);
        writer.Flush(output);
        _sweeper.Run(minute);
    }

    /// <summary>Windows whose data may have ended by now are visited by this check.</summary>
    private void VisitWatched(int minute)
    {
        while (state.Watches.Count > 0 && state.Watches.First() is var (due, windows) && due <= minute)
        {
            state.Watches.Remove(due);
            foreach (var number in windows)
            {
                ref var window = ref state.Windows[number];
                window.Flags &= ~WindowFlags.Watched;
                var end = window.Newest + state.Plan.Rules[window.Rule].Rule.NoDataAfterMinutes;
                if (end > minute)
                {
                    state.Watch(number, end);
                }
                else
                {
                    state.Visit(number);
                    state.Entities.Dirty.Mark(window.Entity);
                }
            }
        }
    }

    /// <summary>Checks a window; false if the next check need not visit it.</summary>
    private bool StaysAfter(int number, int minute, int check, DetectorOutput output)
    {
        ref var window = ref state.Windows[number];
        var plan = state.Plan.Rules[window.Rule];
        var rule = plan.Rule;
        var oldCycle = window.Cycle < 0 ? default : state.Cycles[window.Cycle];
        var condition = WindowOps.Matched(window, plan, minute) >= rule.Count;
        window.Flags = condition ? window.Flags | WindowFlags.Condition : window.Flags & ~WindowFlags.Condition;
        var evidence = new Evidence(check, window.Newest >= minute, window.Newest >= 0 && minute - window.Newest >= rule.NoDataAfterMinutes);
        state.Probe?.Checking(number, minute, condition);
        if (condition)
        {
            AskComposites(plan, window.Entity);
        }

        var decision = Decision.Quiet;
        if (!rule.OnlyAsCondition && (condition || window.Cycle >= 0 || (rule.WatchesData && evidence.DataEnded)))
        {
            ref var cycle = ref state.CycleOf(ref window.Cycle);
            decision = Cycle.Decide(ref cycle, condition, rule.Announcement, rule.NoData, evidence);
            Carry(decision, number, ref cycle, minute, check, output);
            if (Cycle.TellsNoData(ref cycle, rule.NoData, evidence.DataEnded))
            {
                TellNoData(number, ref cycle, minute);
            }

            state.Probe?.Decided(number, minute, check, decision, cycle);
            if (Cycle.IsOver(cycle, check))
            {
                state.Cycles.Free(window.Cycle);
                window.Cycle = -1;
            }
        }

        if (!oldCycle.Equals(window.Cycle < 0 ? default : state.Cycles[window.Cycle]))
        {
            state.Entities.Dirty.Mark(window.Entity);
        }

        var matchesAfter = WindowOps.MatchesAfter(window, plan, minute);
        _moving |= condition || matchesAfter || (window.Cycle >= 0 && Cycle.Moves(state.Cycles[window.Cycle], decision, rule.NoData, check));
        return condition || matchesAfter || window.Cycle >= 0;
    }

    private void AskComposites(RulePlan plan, int entity)
    {
        foreach (var composite in plan.Composites)
        {
            state.FindOrAddComposite(entity, composite.Number);
        }
    }

    private void Carry(Decision decision, int number, ref CycleState cycle, int minute, int check, DetectorOutput output)
    {
        var plan = state.Plan.Rules[state.Windows[number].Rule];
        var timeMs = Minutes.EndMs(minute);
        switch (decision)
        {
            case Decision.Fire or Decision.FireAgain:
                var reason = decision == Decision.Fire ? AlarmReason.ConditionTrue : AlarmReason.StillTrue;
                writer.Write(number, ref cycle, new Telling(AlarmState.Firing, reason, timeMs, minute));
                Cycle.Fired(ref cycle, plan.Rule.Announcement, check);
                break;
            case Decision.Recover:
                writer.Write(number, ref cycle, new Telling(AlarmState.Recovered, AlarmReason.ConditionFalse, timeMs, minute));
                Cycle.End(ref cycle);
                break;
            case Decision.CloseForNoData:
                writer.Write(number, ref cycle, new Telling(AlarmState.Closed, AlarmReason.NoData, timeMs, minute));
                Cycle.End(ref cycle);
                break;
            case Decision.Silent:
                counters.Silenced++;
                output.Silenced?.Add(Silenced(number, plan, cycle, minute, check));
                break;
        }
    }

    private void TellNoData(int number, ref CycleState cycle, int minute)
    {
        var plan = state.Plan.Rules[state.Windows[number].Rule];
        writer.Write(number, ref cycle, new Telling(AlarmState.NoData, AlarmReason.NoData, Minutes.EndMs(minute), minute));
        if (!plan.Rule.Announcement.Recovery)
        {
            Cycle.End(ref cycle);
        }
    }

    private SilencedCheck Silenced(int number, RulePlan plan, in CycleState cycle, int minute, int check)
    {
        ref var window = ref state.Windows[number];
        var newest = WindowOps.NewestMatch(window, plan, minute);
        return new SilencedCheck(
            Minutes.EndMs(minute),
            plan.Rule.Name,
            state.Entities[window.Entity].ShownName(),
            WindowOps.Matched(window, plan, minute),
            plan.Rule.PeriodMinutes,
            AlarmText.Observed(plan.Rings.At(window.Values, newest), newest, plan.Rule, state.Labels),
            cycle.SilentUntil - check);
    }

    private void Leave(int number, int minute)
    {
        ref var window = ref state.Windows[number];
        var rule = state.Plan.Rules[window.Rule].Rule;
        window.Flags &= ~WindowFlags.Visited;
        state.Entities.Dirty.Mark(window.Entity);
        state.FreeValues(ref window);
        if (rule.WatchesData && window.Newest >= 0)
        {
            state.Watch(number, Math.Max(minute + 1, window.Newest + rule.NoDataAfterMinutes));
        }
    }
}
