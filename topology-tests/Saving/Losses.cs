using Tocsin.Engine.Detection;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;

namespace Tocsin.TopologyTests.Saving;

/// <summary>Takes something away from a state, as if it had not been saved.</summary>
internal static class Losses
{
    public static void BeforeSave(Loss loss, Detector detector)
    {
        if (loss == Loss.Dirt && detector.ClockMs % 2 == 0)
        {
            detector.State.Entities.Dirty.Clear();
        }
    }

    public static void AfterSave(Loss loss, Changelog changelog) => changelog.Rewrite(record => loss switch
    {
        Loss.Clock => record with { ClockMs = Minutes.StartMs(record.NextCheck) },
        Loss.NextCheck => record with { NextCheck = Minutes.Of(record.ClockMs) },
        Loss.CheckNumber => record with { LastCheckNumber = 0 },
        _ => record,
    });

    public static void AfterLoad(Loss loss, PartitionState state)
    {
        for (var entity = 0; entity < state.Entities.End; entity++)
        {
            if (state.Entities[entity].Chunk is not null)
            {
                Forget(loss, ref state.Entities[entity]);
                ForEachWindow(state, entity, window => Forget(loss, ref state.Windows[window], state));
                ForEachCycle(state, entity, cycle => Forget(loss, ref state.Cycles[cycle]));
            }
        }

        ForgetLists(loss, state);
    }

    private static void Forget(Loss loss, ref EntityState entity)
    {
        switch (loss)
        {
            case Loss.Name:
                entity.Attributes.CopyTo(entity.Chunk.AsSpan(entity.Start + entity.Id0Length + entity.Id1Length));
                entity.NameLength = 0;
                break;
            case Loss.Attributes:
                entity.AttributesLength = 0;
                break;
            case Loss.LastSeen:
                entity.LastSeen = Minutes.Last;
                break;
        }
    }

    private static void Forget(Loss loss, ref WindowState window, PartitionState state)
    {
        var plan = state.Plan.Rules[window.Rule];
        switch (loss)
        {
            case Loss.Newest:
                window.Newest = Math.Max(-1, window.Newest - 1);
                break;
            case Loss.Latest:
                window.Latest = default;
                break;
            case Loss.Matches when plan.Wide is null:
                window.Bits = 0;
                break;
            case Loss.MatchingValues when window.Values >= 0:
                Change(plan.Rings.Places(window.Values), place => place with { Raw = 0 });
                break;
            case Loss.Label when window.Values >= 0:
                Change(plan.Rings.Places(window.Values), place => new ObservedBits(place.Raw, place.IsInteger, Which.TheOnly));
                break;
            case Loss.Integer:
                window.Latest = new ObservedBits(window.Latest.Raw, isInteger: false, window.Latest.Which) { Index = window.Latest.Index };
                break;
        }
    }

    private static void Forget(Loss loss, ref CycleState cycle)
    {
        switch (loss)
        {
            case Loss.Silence:
                cycle.SilentUntil = 0;
                break;
            case Loss.CalmChecks:
                cycle.CalmChecks = 0;
                break;
            case Loss.Sequence:
                cycle.Sequence = Math.Min(1, cycle.Sequence);
                break;
            case Loss.Start:
                cycle.StartMs = 0;
                break;
            case Loss.EpisodeId:
                cycle.EpisodeId = null;
                break;
            case Loss.Text:
                cycle.Text = null;
                break;
            case Loss.NoDataTold:
                cycle.NoDataTold = false;
                break;
        }
    }

    private static void ForgetLists(Loss loss, PartitionState state)
    {
        switch (loss)
        {
            case Loss.Visited:
                state.Visited.ForEach(window => state.Windows[window].Flags &= ~WindowFlags.Visited);
                state.Visited.Clear();
                break;
            case Loss.Watched:
                state.Watches.Clear();
                break;
            case Loss.CompositeCycle:
                state.VisitedComposites.ForEach(composite => state.Composites[composite].Cycle = -1);
                break;
        }
    }

    private static void Change(Span<ObservedBits> places, Func<ObservedBits, ObservedBits> change)
    {
        foreach (ref var place in places)
        {
            place = change(place);
        }
    }

    private static void ForEachWindow(PartitionState state, int entity, Action<int> action)
    {
        for (var series = state.Entities[entity].FirstSeries; series.Exists; series = state.After(series))
        {
            for (var window = series.FirstWindow; window >= 0; window = state.Windows[window].Next)
            {
                action(window);
            }
        }
    }

    private static void ForEachCycle(PartitionState state, int entity, Action<int> action)
    {
        ForEachWindow(state, entity, window => IfAny(state.Windows[window].Cycle, action));
        for (var composite = state.Entities[entity].FirstComposite; composite >= 0; composite = state.Composites[composite].Next)
        {
            IfAny(state.Composites[composite].Cycle, action);
        }
    }

    private static void IfAny(int number, Action<int> action)
    {
        if (number >= 0)
        {
            action(number);
        }
    }
}
