using Tocsin.Engine.Rules;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Evaluates composite rules over the conditions their parts had at the same check.</summary>
internal sealed class CompositeChecker(PartitionState state, AlarmWriter writer, DetectorCounters counters)
{
    private readonly bool[] _conditions = new bool[state.Plan.Composites.Select(composite => composite.Parts.Length).DefaultIfEmpty(0).Max()];

    public void Run(int minute, int check, DetectorOutput output)
    {
        for (var i = state.VisitedComposites.Count - 1; i >= 0; i--)
        {
            var number = state.VisitedComposites[i];
            if (!StaysAfter(number, minute, check, output))
            {
                state.VisitedComposites[i] = state.VisitedComposites[^1];
                state.VisitedComposites.RemoveAt(state.VisitedComposites.Count - 1);
                state.FreeComposite(number);
            }
        }
    }

    /// <summary>A sample for an unchecked minute came: fires at once what asks for it and is true over the windows that end there.</summary>
    public void OnArrival(CompositePlan plan, int entity, int minute, Intake.Position position)
    {
        if (!Holds(plan, entity, minute, onArrival: true))
        {
            return;
        }

        var check = position.CheckNumberOf(minute);
        var number = state.FindOrAddComposite(entity, plan.Number);
        state.Probe?.CheckingComposite(number, minute, holds: true);
        ref var composite = ref state.Composites[number];
        ref var cycle = ref state.CycleOf(ref composite.Cycle);
        if (check > cycle.SilentUntil)
        {
            Fire(plan, entity, ref cycle, position.ClockMs, minute, check);
        }
    }

    private bool StaysAfter(int number, int minute, int check, DetectorOutput output)
    {
        ref var composite = ref state.Composites[number];
        var plan = state.Plan.Composites[composite.Composite];
        var holds = Holds(plan, composite.Entity, minute, onArrival: false);
        state.Probe?.CheckingComposite(number, minute, holds);
        if (holds || composite.Cycle >= 0)
        {
            ref var cycle = ref state.CycleOf(ref composite.Cycle);
            var oldCycle = cycle;
            var decision = Cycle.Decide(ref cycle, holds, plan.Rule.Announcement, NoDataPolicy.Recover, new Evidence(check, true, false));
            Carry(decision, number, ref cycle, minute, check, output);
            state.Probe?.DecidedComposite(number, minute, check, decision, cycle);
            if (!cycle.Equals(oldCycle))
            {
                state.Entities.Dirty.Mark(composite.Entity);
            }

            if (Cycle.IsOver(cycle, check))
            {
                state.Cycles.Free(composite.Cycle);
                composite.Cycle = -1;
            }
        }

        return composite.Cycle >= 0 || (plan.TrueAtRest && HasData(plan, composite.Entity, minute));
    }

    private void Carry(Decision decision, int number, ref CycleState cycle, int minute, int check, DetectorOutput output)
    {
        var composite = state.Composites[number];
        var plan = state.Plan.Composites[composite.Composite];
        switch (decision)
        {
            case Decision.Fire or Decision.FireAgain:
                Fire(plan, composite.Entity, ref cycle, Minutes.EndMs(minute), minute, check);
                break;
            case Decision.Recover:
                writer.Write(plan, composite.Entity, ref cycle, new Telling(AlarmState.Recovered, AlarmReason.ConditionFalse, Minutes.EndMs(minute), minute));
                Cycle.End(ref cycle);
                break;
            case Decision.Silent:
                counters.Silenced++;
                output.Silenced?.Add(new(Minutes.EndMs(minute), plan.Rule.Name, state.Entities[composite.Entity].ShownName(), 0, 0, null, cycle.SilentUntil - check));
                break;
        }
    }

    private void Fire(CompositePlan plan, int entity, ref CycleState cycle, long timeMs, int minute, int check)
    {
        var reason = cycle.IsOpen ? AlarmReason.StillTrue : AlarmReason.ConditionTrue;
        writer.Write(plan, entity, ref cycle, new Telling(AlarmState.Firing, reason, timeMs, minute));
        Cycle.Fired(ref cycle, plan.Rule.Announcement, check);
    }

    private bool Holds(CompositePlan plan, int entity, int minute, bool onArrival)
    {
        var any = false;
        for (var i = 0; i < plan.Parts.Length; i++)
        {
            var window = state.FindWindow(entity, plan.Parts[i]);
            _conditions[i] = window >= 0 && (onArrival ? Matches(window, minute) : (state.Windows[window].Flags & WindowFlags.Condition) != 0);
            any |= _conditions[i];
        }

        return plan.Rule.Expression.Holds(_conditions) && (any || HasData(plan, entity, minute));
    }

    private bool Matches(int windowNumber, int minute)
    {
        ref var window = ref state.Windows[windowNumber];
        var plan = state.Plan.Rules[window.Rule];
        return WindowOps.Matched(window, plan, minute) >= plan.Rule.Count;
    }

    /// <summary>Some part got a sample within the longest period of the parts.</summary>
    private bool HasData(CompositePlan plan, int entity, int minute)
    {
        foreach (var part in plan.Parts)
        {
            var window = state.FindWindow(entity, part);
            if (window >= 0 && state.Windows[window].Newest > minute - plan.LongestPeriodMinutes)
            {
                return true;
            }
        }

        return false;
    }
}
