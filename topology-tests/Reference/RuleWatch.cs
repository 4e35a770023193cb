using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>One rule at work: a window for each entity it ever took a sample of.</summary>
internal sealed class RuleWatch(Rule rule, SortedDictionary<Who, RuleWindow> windows, NaiveDetector detector)
{
    private readonly Subject _subject = Subject.Of(rule);

    public Rule Rule { get; } = rule;

    public SortedDictionary<Who, RuleWindow> Windows { get; } = windows;

    public bool IsLate(int minute, int nextCheck)
    {
        var oldest = nextCheck - (Rule.PeriodMinutes - 1);
        return detector.Bug switch
        {
            PlantedBug.LateOneMinuteEarly => minute <= oldest,
            PlantedBug.LateOneMinuteGenerous => minute < oldest - 1,
            _ => minute < oldest,
        };
    }

    /// <summary>An episode, a silence, a NO_DATA told or still to come.</summary>
    public bool IsGoingOn(Who who) => Windows.TryGetValue(who, out var window)
        && (window.Tale.IsGoingOn(detector.NextCheck) || (Rule.NoData == NoDataPolicy.Alarm && !Rule.OnlyAsCondition));

    public bool PassesName(string name) => Rule.Names.Passes(name);

    /// <summary>Labelled samples without any label that passes are none of this rule's business.</summary>
    public bool PassesLabels(NaiveSample sample) =>
        detector.Bug == PlantedBug.LabelFilterIgnored
        || sample.Values!.Value.Any(reading => reading.Label is null || Rule.Labels.Passes(reading.Label));

    /// <summary>Returns whether the sample is due for evaluation on arrival.</summary>
    public bool Take(NaiveSample sample, int minute)
    {
        if (!Windows.TryGetValue(sample.Who!, out var window))
        {
            Windows[sample.Who!] = window = new(sample.Who!);
        }

        var due = minute >= detector.NextCheck && (minute >= window.NewestMinute || detector.Bug == PlantedBug.ArrivalOfOlderMinuteFires);
        if (detector.Bug == PlantedBug.FirstValueOfMinuteWins && window.HasMinute(minute))
        {
            return due;
        }

        window.Take(minute, Compare(sample, minute));
        return due;
    }

    public int Matched(Who who, int minute) =>
        Windows.TryGetValue(who, out var window) ? window.Matched(From(minute), minute) : 0;

    public bool Condition(Who who, int minute) =>
        Matched(who, minute) is var matched && matched >= (detector.Bug == PlantedBug.CountMustBeExceeded ? Rule.Count + 1 : Rule.Count);

    /// <summary>The newest match of the window that ends at this minute.</summary>
    public ObservedValue? NewestMatch(Who who, int minute) =>
        Windows[who].NewestMatch(From(minute), minute, detector.Bug == PlantedBug.OldestMatchTold)?.ToObserved(Rule);

    public void Check(int minute)
    {
        if (Rule.OnlyAsCondition)
        {
            return;
        }

        foreach (var window in Windows.Values)
        {
            CheckCondition(window, minute);
            CheckData(window, minute);
        }
    }

    public void CheckOnArrival(Who who, int minute)
    {
        if (Rule.OnArrival && !Rule.OnlyAsCondition && Condition(who, minute) && Windows[who].Tale.SilenceOver(minute))
        {
            Fire(Windows[who], minute, detector.NowMs);
            if (detector.Bug == PlantedBug.ArrivalFiresAgainAtCheck)
            {
                Windows[who].Tale.Fired(minute - 1, Rule.Announcement.SilencePeriod);
            }
        }
    }

    /// <summary>The value told where it isn't a match that is told.</summary>
    public ObservedValue? Newest(Who who) => Windows.TryGetValue(who, out var window) ? window.Newest?.ToObserved(Rule) : null;

    /// <summary>Forgets the entity, closing its episode as if the rule had been removed.</summary>
    public void Drop(Who who)
    {
        if (Windows.TryGetValue(who, out var window) && window.Tale.Episode is not null)
        {
            Tell(window, AlarmState.Closed, AlarmReason.RuleRemoved, detector.NowMs);
        }

        Windows.Remove(who);
    }

    public void CloseAll(AlarmReason reason)
    {
        foreach (var window in Windows.Values.Where(window => window.Tale.Episode is not null))
        {
            Tell(window, AlarmState.Closed, reason, detector.NowMs);
        }
    }

    /// <summary>A condition alone has no silence and nothing to say; its episodes are closed by now.</summary>
    public void BecomeOnlyCondition()
    {
        foreach (var window in Windows.Values)
        {
            window.Tale.ForgetSilence();
            window.NoDataTold = false;
        }
    }

    private void CheckCondition(RuleWindow window, int minute)
    {
        var tale = window.Tale;
        var endMs = NaiveDetector.EndOf(minute);
        if (Condition(window.Who, minute))
        {
            tale.Row = detector.Bug == PlantedBug.ObservationNotInterrupted ? tale.Row : 0;
            if (tale.SilenceOver(minute))
            {
                Fire(window, minute, endMs);
            }

            return;
        }

        if (tale.Episode is null)
        {
            return;
        }

        if ((Rule.NoData == NoDataPolicy.Recover && detector.Bug != PlantedBug.GapsDoNotRecover) || window.NewestMinute >= minute)
        {
            tale.Row++;
        }

        if (!tale.SilenceOver(minute))
        {
            return;
        }

        if (tale.Row >= detector.RowForRecovery(Rule.Announcement))
        {
            Tell(window, AlarmState.Recovered, AlarmReason.ConditionFalse, endMs);
        }
        else if (Rule.NoData == NoDataPolicy.Close && DataEnded(window, minute))
        {
            Tell(window, AlarmState.Closed, AlarmReason.NoData, endMs);
        }
    }

    private void CheckData(RuleWindow window, int minute)
    {
        if (Rule.NoData != NoDataPolicy.Alarm || !DataEnded(window, minute))
        {
            window.NoDataTold = false;
        }
        else if (!window.NoDataTold)
        {
            window.NoDataTold = detector.Bug != PlantedBug.NoDataRepeated;
            Tell(window, AlarmState.NoData, AlarmReason.NoData, NaiveDetector.EndOf(minute));
        }
    }

    private bool DataEnded(RuleWindow window, int minute) =>
        window.NewestMinute <= minute - Rule.NoDataAfterMinutes + (detector.Bug == PlantedBug.NoDataOneMinuteEarly ? 1 : 0);

    private void Fire(RuleWindow window, int minute, long timeMs)
    {
        window.Tale.Fired(minute, detector.SilenceOf(Rule.Announcement));
        var reason = window.Tale.Episode is null ? AlarmReason.ConditionTrue : AlarmReason.StillTrue;
        var values = NewestMatch(window.Who, minute) is { } match ? ImmutableArray.Create(match) : [];
        Tell(window, new(AlarmState.Firing, reason, timeMs, values, Matched(window.Who, minute)));
    }

    private void Tell(RuleWindow window, AlarmState state, AlarmReason reason, long timeMs)
    {
        var values = Newest(window.Who) is { } newest ? ImmutableArray.Create(newest) : [];
        Tell(window, new(state, reason, timeMs, values, Matched(window.Who, detector.CheckedMinute)));
    }

    private void Tell(RuleWindow window, Telling telling) =>
        detector.Tell(_subject, window.Who, detector.NamingOf(window.Who), window.Tale, telling);

    private int From(int minute) => minute - Rule.PeriodMinutes + (detector.Bug == PlantedBug.WindowOneLong ? 0 : 1);

    private ImmutableArray<Compared> Compare(NaiveSample sample, int minute) =>
    [
        .. from reading in sample.Values!.Value
           where reading.Label is null || detector.Bug == PlantedBug.LabelFilterIgnored || Rule.Labels.Passes(reading.Label)
           let threshold = ThresholdOf(reading)
           where threshold is not null
           select new Compared(minute, reading, threshold, Numbers.Matches(reading, threshold, Rule.Op)),
    ];

    private Threshold? ThresholdOf(Reading reading)
    {
        var position = reading.Label is null ? reading.Position ?? 0 : 0;
        return position < Rule.Thresholds.Length ? Rule.Thresholds[position] : null;
    }
}
