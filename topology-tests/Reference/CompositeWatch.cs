using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>One composite rule at work, over the conditions of its parts for the same entity.</summary>
internal sealed class CompositeWatch(
    CompositeRule composite,
    ImmutableArray<RuleWatch> parts,
    SortedDictionary<Who, Tale> tales,
    NaiveDetector detector)
{
    private readonly Subject _subject = Subject.Of(composite, parts[0].Rule);

    public CompositeRule Composite { get; } = composite;

    public ImmutableArray<RuleWatch> Parts { get; } = parts;

    public SortedDictionary<Who, Tale> Tales { get; } = tales;

    public bool IsGoingOn(Who who) => Tales.TryGetValue(who, out var tale) && tale.IsGoingOn(detector.NextCheck);

    public void Check(int minute)
    {
        foreach (var who in Entities())
        {
            CheckEntity(who, TaleOf(who), minute);
        }
    }

    public void CheckOnArrival(Who who, int minute)
    {
        if (Composite.OnArrival && Condition(who, minute) && TaleOf(who).SilenceOver(minute))
        {
            Fire(who, TaleOf(who), minute, detector.NowMs);
        }
    }

    public void CloseAll(AlarmReason reason)
    {
        foreach (var (who, tale) in Tales.Where(entry => entry.Value.Episode is not null))
        {
            Tell(who, tale, new(AlarmState.Closed, reason, detector.NowMs, Newest(who), 0));
        }
    }

    private void CheckEntity(Who who, Tale tale, int minute)
    {
        if (Condition(who, detector.Bug == PlantedBug.CompositeOverLastCheck ? minute - 1 : minute))
        {
            tale.Row = detector.Bug == PlantedBug.ObservationNotInterrupted ? tale.Row : 0;
            if (tale.SilenceOver(minute))
            {
                Fire(who, tale, minute, NaiveDetector.EndOf(minute));
            }
        }
        else if (tale.Episode is not null && ++tale.Row >= detector.RowForRecovery(Composite.Announcement) && tale.SilenceOver(minute))
        {
            Tell(who, tale, new(AlarmState.Recovered, AlarmReason.ConditionFalse, NaiveDetector.EndOf(minute), Newest(who), 0));
        }
    }

    private bool Condition(Who who, int minute)
    {
        var conditions = Parts.Select(part => part.Condition(who, minute)).ToArray();
        return Composite.Expression.Holds(conditions) && (!IsTrueAtRest() || HasSample(who, minute));
    }

    private bool IsTrueAtRest() => Composite.Expression.Holds(new bool[Parts.Length]);

    /// <summary>A sample ahead of the minute counts too: only the newest one is asked for.</summary>
    private bool HasSample(Who who, int minute)
    {
        var from = minute - Parts.Max(part => part.Rule.PeriodMinutes) + 1;
        return detector.Bug == PlantedBug.CompositeAtRestForEveryone
            || Parts.Any(part => part.Windows.TryGetValue(who, out var window) && window.NewestMinute >= from);
    }

    private void Fire(Who who, Tale tale, int minute, long timeMs)
    {
        tale.Fired(minute, detector.SilenceOf(Composite.Announcement));
        var reason = tale.Episode is null ? AlarmReason.ConditionTrue : AlarmReason.StillTrue;
        var values = Parts.Where(part => part.Condition(who, minute)).Select(part => part.NewestMatch(who, minute)).OfType<ObservedValue>();
        Tell(who, tale, new(AlarmState.Firing, reason, timeMs, [.. values], 0));
    }

    private ImmutableArray<ObservedValue> Newest(Who who) => [.. Parts.Select(part => part.Newest(who)).OfType<ObservedValue>()];

    private void Tell(Who who, Tale tale, Telling telling) => detector.Tell(_subject, who, detector.NamingOf(who), tale, telling);

    private List<Who> Entities() => [.. new SortedSet<Who>(Parts.SelectMany(part => part.Windows.Keys).Concat(Tales.Keys))];

    private Tale TaleOf(Who who)
    {
        if (!Tales.TryGetValue(who, out var tale))
        {
            Tales[who] = tale = new();
        }

        return tale;
    }
}
