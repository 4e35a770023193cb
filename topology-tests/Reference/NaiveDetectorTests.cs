using System.Collections.Immutable;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>Examples worked by hand, to know that the model itself is right. The grace is nought: minute M is checked at M + 1.</summary>
public sealed class NaiveDetectorTests
{
    private const int Zero = 1_000;
    private static readonly Who _who = new(1, "a", "");
    private static readonly Naming _naming = new("svc-a", ImmutableSortedDictionary<string, string>.Empty);

    [Fact]
    public void Check_ConditionTrue_FiresOnceThenIsSilentForTheSilencePeriod()
    {
        var detector = Start(Rule(period: 5, silence: 2));

        Take(detector, 0, 20);

        Assert.Equal(["1 Firing", "4 Firing", "7 Recovered"], TicksUntil(detector, 9));
    }

    [Fact]
    public void Check_ObservationPeriod_AsksForOneMoreFalseCheckInARow()
    {
        var detector = Start(Rule(observation: 1));

        List<int> values = [20, 5, 20, 5, 5];
        var seen = values.SelectMany((value, minute) => Take(detector, minute, value)).ToList();
        seen.AddRange(TicksUntil(detector, 6));

        Assert.Equal(["1 Firing", "3 Firing", "5 Recovered"], seen);
    }

    [Fact]
    public void Sample_OfOldestMinuteOfWindow_IsTakenAndOneOlderIsLate()
    {
        var detector = Start(Rule(period: 3));
        Take(detector, 10, 5);

        Process(detector, 10, Sample(20, Zero + 8));
        Assert.Empty(detector.Rejections);
        Process(detector, 10, Sample(20, Zero + 7));

        Assert.Equal([RejectReason.Late], detector.Rejections);
    }

    [Fact]
    public void Sample_MoreThanAMinuteAhead_IsFuture()
    {
        var detector = Start(Rule());

        Process(detector, 0, Sample(20, Zero) with { TimeMs = ((Zero + 1) * 60_000L) + 1 });

        Assert.Equal([RejectReason.Future], detector.Rejections);
    }

    [Fact]
    public void NoData_Alarm_IsToldOnceAndRecoversWhenDataIsBack()
    {
        var detector = Start(Rule(noData: NoDataPolicy.Alarm, noDataAfter: 2));
        Take(detector, 0, 5);

        var seen = TicksUntil(detector, 5).Concat(Take(detector, 6, 5)).Concat(TicksUntil(detector, 7));

        Assert.Equal(["3 NoData", "7 Recovered"], seen);
    }

    [Fact]
    public void NoData_Close_ClosesTheEpisodeInsteadOfRecovering()
    {
        var detector = Start(Rule(noData: NoDataPolicy.Close, noDataAfter: 3));
        Take(detector, 0, 20);

        Assert.Equal(["1 Firing", "4 Closed"], TicksUntil(detector, 6));
    }

    [Fact]
    public void OnArrival_FiresAtOnceAndNotAgainAtTheCheck()
    {
        var detector = Start(Rule(onArrival: true, silence: 1));

        var seen = Take(detector, 0, 20).Concat(TicksUntil(detector, 2));

        Assert.Equal(["0 Firing"], seen);
    }

    [Fact]
    public void Name_NoLongerAskedFor_ClosesTheEpisode()
    {
        var detector = Start(Rule() with { Names = new() { Include = System.Collections.Frozen.FrozenSet.Create("svc-a") } });
        Take(detector, 0, 20);
        TicksUntil(detector, 1);

        Process(detector, 1, Sample(20, Zero + 1) with { Naming = _naming with { Name = "other" } });

        Assert.Equal([AlarmReason.RuleRemoved], detector.Alarms.Select(alarm => alarm.Reason));
    }

    private static NaiveDetector Start(Rule rule) => new(new() { Version = "v1", GraceMs = 0, Rules = [rule] });

    private static Rule Rule(
        int period = 1, int silence = 0, int observation = 0, NoDataPolicy noData = NoDataPolicy.Recover, int noDataAfter = 1, bool onArrival = false) =>
        Fingerprints.Stamp(new Rule
        {
            Name = "a_rule",
            Metric = "m",
            Op = Comparison.Greater,
            Thresholds = [Threshold.TryParse("10", Comparison.Greater)],
            PeriodMinutes = period,
            NoData = noData,
            NoDataAfterMinutes = noDataAfter,
            OnArrival = onArrival,
            Announcement = new() { SilencePeriod = silence, RecoveryObservationPeriod = observation, Message = MessageTemplate.Parse("") },
            Fingerprint = "",
        });

    private static NaiveSample Sample(long value, long minute) => new("m", _who, _naming, minute * 60_000, [new(value, 0)]);

    private static string[] Take(NaiveDetector detector, int minute, int value) => Process(detector, minute, Sample(value, Zero + minute));

    private static List<string> TicksUntil(NaiveDetector detector, int last) =>
        [.. Enumerable.Range(0, last + 1).SelectMany(minute => Process(detector, minute))];

    /// <summary>What was said, each with the minute of its time counted from the first.</summary>
    private static string[] Process(NaiveDetector detector, int minute, params NaiveSample[] samples)
    {
        detector.Process(new((Zero + minute) * 60_000L, [.. samples], null, null), _ => null);
        return [.. detector.Alarms.Select(alarm => $"{(alarm.TimeMs / 60_000) - Zero} {alarm.State}")];
    }
}
