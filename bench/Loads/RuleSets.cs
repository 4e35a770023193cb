using System.Collections.Frozen;
using System.Globalization;
using Tocsin.Engine.Rules;

namespace Tocsin.Benchmarks.Loads;

/// <summary>Rules as a settings file would give them: five matching minutes out of ten.</summary>
internal static class RuleSets
{
    public const int PeriodMinutes = 10;
    public const int Count = 5;
    private const int LowestThreshold = 1_000;
    private static readonly Announcement _announcement = new() { SilencePeriod = 5, Message = MessageTemplate.Parse("{name} responds slowly: {value} ms") };

    public static RuleSet Of(IEnumerable<Rule> rules) => new() { Version = "bench", Rules = [.. rules] };

    /// <summary>Rules that ask for the metric the fleet sends.</summary>
    public static IEnumerable<Rule> Asking(int count) => Enumerable.Range(0, count).Select(i => Rule($"asking-{i}", Fleet.Metric, i));

    /// <summary>Rules that ask for metrics nobody sends.</summary>
    public static IEnumerable<Rule> OfOtherMetrics(int count) => Enumerable.Range(0, count).Select(i => Rule($"other-{i}", $"other_metric_{i}", i));

    /// <summary>Rules that ask for the metric the fleet sends, but each for an entity that isn't in the fleet.</summary>
    public static IEnumerable<Rule> OfOtherNames(int count) => Enumerable.Range(0, count)
        .Select(i => Rule($"elsewhere-{i}", Fleet.Metric, i) with { Names = new NameFilter { Include = new[] { $"elsewhere-{i}" }.ToFrozenSet() } });

    public static long Threshold(int rule) => LowestThreshold + rule;

    private static Rule Rule(string name, string metric, int number) => new()
    {
        Name = name,
        Metric = metric,
        Op = Comparison.Greater,
        Thresholds = [Engine.Rules.Threshold.TryParse(Threshold(number).ToString(CultureInfo.InvariantCulture), Comparison.Greater)],
        PeriodMinutes = PeriodMinutes,
        Count = Count,
        Announcement = _announcement,
        Fingerprint = name,
    };
}
