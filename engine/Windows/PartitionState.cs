using Tocsin.Engine.Auditing;
using Tocsin.Engine.Silences;

namespace Tocsin.Engine.Windows;

/// <summary>
/// Everything a detector remembers of a partition under one plan. Structs in slabs, linked by numbers: an entity has series, a series has
/// windows in the order of the rules, a window or composite rule has a cycle while there is silence or an episode to remember.
/// </summary>
internal sealed class PartitionState(Plan plan)
{
    public Plan Plan { get; } = plan;

    public EntityTable Entities { get; init; } = new();

    public LabelTable Labels { get; init; } = new();

    public Slab<CycleState> Cycles { get; init; } = new();

    /// <summary>All series but the first of each entity.</summary>
    public Slab<SeriesState> Series { get; } = new();

    public Slab<WindowState> Windows { get; } = new();

    public Slab<CompositeState> Composites { get; } = new();

    /// <summary>The windows that every check visits: those with a match in reach, a silence or an episode.</summary>
    public List<int> Visited { get; } = [];

    /// <summary>The composite rules and entities that every check visits.</summary>
    public List<int> VisitedComposites { get; } = [];

    /// <summary>When to look whether an entity's data has ended, by minute.</summary>
    public SortedDictionary<int, List<int>> Watches { get; } = [];

    /// <summary>Who wants to know what is decided; null in production.</summary>
    public IProbe? Probe { get; set; }

    /// <summary>The series after another of the same entity.</summary>
    public SeriesState After(in SeriesState series) => series.Next < 0 ? SeriesState.None : Series[series.Next];

    /// <summary>The series of an entity for a metric, or one that doesn't exist.</summary>
    public SeriesState FindSeries(int entity, int metric)
    {
        var series = Entities[entity].FirstSeries;
        while (series.Exists && series.Metric != metric)
        {
            series = After(series);
        }

        return series;
    }

    /// <summary>The window of an entity for a rule, -1 if there is none.</summary>
    public int FindWindow(int entity, RulePlan rule)
    {
        var window = FindSeries(entity, rule.Metric).FirstWindow;
        while (window >= 0 && Windows[window].Rule != rule.Order)
        {
            window = Windows[window].Next;
        }

        return window;
    }

    /// <summary>A series for a metric of which the entity has none yet. It comes last.</summary>
    public ref SeriesState AddSeries(int entity, int metric)
    {
        ref var series = ref Entities[entity].FirstSeries;
        while (series.Next >= 0)
        {
            series = ref Series[series.Next];
        }

        if (series.Exists)
        {
            series.Next = Series.Add();
            series = ref Series[series.Next];
        }

        series = SeriesState.None with { Metric = metric };
        return ref series;
    }

    /// <summary>An empty window whose newest minute lies before every sample it can get.</summary>
    public int AddWindow(int entity, RulePlan rule)
    {
        var window = Windows.Add();
        Windows[window] = new WindowState
        {
            Bits = rule.Wide is { } wide ? (ulong)wide.Add() : 0,
            Newest = -1,
            Rule = rule.Order,
            Entity = entity,
            Next = -1,
            Values = -1,
            Cycle = -1,
        };
        return window;
    }

    /// <summary>Takes a window off the lists of visits and watches.</summary>
    public void Unlist(int number)
    {
        ref var window = ref Windows[number];
        if ((window.Flags & WindowFlags.Visited) != 0)
        {
            Visited.Remove(number);
        }

        if ((window.Flags & WindowFlags.Watched) != 0)
        {
            Watches.Values.First(windows => windows.Contains(number)).Remove(number);
        }

        window.Flags = WindowFlags.None;
    }

    /// <summary>Gives a window back with all it holds. It must not be visited or watched any more.</summary>
    public void FreeWindow(int number)
    {
        ref var window = ref Windows[number];
        var rule = Plan.Rules[window.Rule];
        rule.Wide?.Free((int)window.Bits);
        FreeValues(ref window);
        Labels.Release(window.Latest);
        if (window.Cycle >= 0)
        {
            Cycles.Free(window.Cycle);
        }

        Windows.Free(number);
    }

    public void FreeValues(ref WindowState window)
    {
        if (window.Values < 0)
        {
            return;
        }

        var rings = Plan.Rules[window.Rule].Rings;
        foreach (ref readonly var place in rings.Places(window.Values))
        {
            Labels.Release(place);
        }

        rings.Free(window.Values);
        window.Values = -1;
    }

    public void Visit(int number)
    {
        ref var window = ref Windows[number];
        if ((window.Flags & WindowFlags.Visited) == 0)
        {
            window.Flags |= WindowFlags.Visited;
            Visited.Add(number);
        }
    }

    /// <summary>Plans a look at a window at the check of a minute; one look at a time.</summary>
    public void Watch(int number, int minute)
    {
        ref var window = ref Windows[number];
        if ((window.Flags & WindowFlags.Watched) != 0)
        {
            return;
        }

        window.Flags |= WindowFlags.Watched;
        if (!Watches.TryGetValue(minute, out var windows))
        {
            Watches.Add(minute, windows = []);
        }

        windows.Add(number);
    }

    public int FindOrAddComposite(int entity, int composite)
    {
        var number = Entities[entity].FirstComposite;
        while (number >= 0 && Composites[number].Composite != composite)
        {
            number = Composites[number].Next;
        }

        if (number < 0)
        {
            number = Composites.Add();
            Composites[number] = new CompositeState { Composite = composite, Entity = entity, Next = Entities[entity].FirstComposite, Cycle = -1 };
            Entities[entity].FirstComposite = number;
            VisitedComposites.Add(number);
            Entities.Dirty.Mark(entity);
        }

        return number;
    }

    /// <summary>Unlinks a composite from its entity and gives it back; the caller takes it off the list of visits.</summary>
    public void FreeComposite(int number)
    {
        ref var state = ref Composites[number];
        ref var link = ref Entities[state.Entity].FirstComposite;
        while (link != number)
        {
            link = ref Composites[link].Next;
        }

        link = state.Next;
        if (state.Cycle >= 0)
        {
            Cycles.Free(state.Cycle);
        }

        Entities.Dirty.Mark(state.Entity);
        Composites.Free(number);
    }

    /// <summary>The cycle a link names, made if there is none yet.</summary>
    public ref CycleState CycleOf(ref int link)
    {
        if (link < 0)
        {
            link = Cycles.Add();
        }

        return ref Cycles[link];
    }
}
