using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Binds an entity to the rules whose name filters pass it, once it is seen for a metric and again when its name changes.</summary>
internal sealed class Rebinding(PartitionState state, AlarmWriter writer)
{
    /// <summary>The first sample of a metric: a window for every rule that asks for this entity. None at all is remembered too.</summary>
    public static void AddSeries(PartitionState state, int entity, int metric)
    {
        var windows = state.Plan.RulesFor(metric, state.Entities[entity].ShownName()).Select(rule => state.AddWindow(entity, rule));
        Link(state, ref state.AddSeries(entity, metric), windows.ToList());
    }

    /// <summary>Puts windows into a series, in the order given.</summary>
    public static void Link(PartitionState state, ref SeriesState series, List<int> windows)
    {
        for (var i = 0; i < windows.Count; i++)
        {
            state.Windows[windows[i]].Next = i + 1 < windows.Count ? windows[i + 1] : -1;
        }

        series.FirstWindow = windows.Count > 0 ? windows[0] : -1;
    }

    /// <summary>The entity has another name: keeps the windows of rules that still ask for it and drops the others, as if their rules had been removed.</summary>
    public void Rename(int entity, Intake.Position position)
    {
        Rename(entity, ref state.Entities[entity].FirstSeries, position);
        for (var next = state.Entities[entity].FirstSeries.Next; next >= 0; next = state.Series[next].Next)
        {
            Rename(entity, ref state.Series[next], position);
        }
    }

    private void Rename(int entity, ref SeriesState series, Intake.Position position)
    {
        var old = WindowsOf(series);
        var kept = new List<int>();
        foreach (var rule in state.Plan.RulesFor(series.Metric, state.Entities[entity].ShownName()))
        {
            var at = old.FindIndex(window => state.Windows[window].Rule == rule.Order);
            kept.Add(at >= 0 ? old[at] : state.AddWindow(entity, rule));
        }

        foreach (var dropped in old.Except(kept))
        {
            Drop(dropped, position);
        }

        Link(state, ref series, kept);
    }

    private List<int> WindowsOf(in SeriesState series)
    {
        var result = new List<int>();
        for (var window = series.FirstWindow; window >= 0; window = state.Windows[window].Next)
        {
            result.Add(window);
        }

        return result;
    }

    private void Drop(int number, Intake.Position position)
    {
        ref var window = ref state.Windows[number];
        if (window.Cycle >= 0 && state.Cycles[window.Cycle].IsOpen)
        {
            writer.Write(number, ref state.Cycles[window.Cycle], new Telling(AlarmState.Closed, AlarmReason.RuleRemoved, position.ClockMs, position.NextCheck - 1));
        }

        state.Unlist(number);
        state.FreeWindow(number);
    }
}
