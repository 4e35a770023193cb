using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Rules;

/// <summary>A rule or composite rule by the keys of the settings file, so that two of them can be compared.</summary>
internal sealed class RuleKeys
{
    private readonly string _fingerprint;

    /// <summary>It has alarms of its own.</summary>
    private readonly bool _speaks;

    /// <summary>Its episodes stay open until the condition ends.</summary>
    private readonly bool _recovers;
    private readonly ImmutableArray<(string Key, string? Value)> _keys;

    public RuleKeys(Rule rule)
    {
        (Name, _fingerprint, _speaks, _recovers) = (rule.Name, rule.Fingerprint, !rule.OnlyAsCondition, rule.Announcement.Recovery);
        _keys =
        [
            ("metrics-name", rule.Metric),
            ("op", Word(Choices.Op, rule.Op)),
            ("threshold", string.Join(',', rule.Thresholds.Select(threshold => threshold?.Text ?? "-"))),
            ("period", Text(rule.PeriodMinutes)),
            ("count", Text(rule.Count)),
            .. OfFilter("names", rule.Names),
            .. OfFilter("labels", rule.Labels),
            ("only-as-condition", Flag(rule.OnlyAsCondition)),
            ("no-data", Word(Choices.NoData, rule.NoData)),
            ("no-data-after", Text(rule.NoDataAfterMinutes)),
            .. OfAnnouncement(rule.Announcement, rule.OnArrival),
        ];
    }

    public RuleKeys(CompositeRule rule)
    {
        (Name, _fingerprint, _speaks, _recovers) = (rule.Name, rule.Fingerprint, true, rule.Announcement.Recovery);
        _keys = [("expression", rule.ExpressionText), .. OfAnnouncement(rule.Announcement, rule.OnArrival)];
    }

    public string Name { get; }

    private bool MayHaveOpenEpisodes => _speaks && _recovers;

    public RuleChange Added() => new(Name, RuleChangeKind.Added, [], Resets: false, ClosesEpisodes: false);

    public RuleChange Removed() => new(Name, RuleChangeKind.Removed, [], Resets: false, MayHaveOpenEpisodes);

    /// <summary>Null if nothing differs.</summary>
    public RuleChange? ChangeTo(RuleKeys next)
    {
        ImmutableArray<KeyChange> keys = [.. _keys.Zip(next._keys)
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => new KeyChange(pair.First.Key, pair.First.Value, pair.Second.Value))];
        var resets = _fingerprint != next._fingerprint;
        return keys.IsEmpty && !resets ? null : new(Name, RuleChangeKind.Changed, keys, resets, MayHaveOpenEpisodes && (resets || !next._speaks));
    }

    private static IEnumerable<(string, string?)> OfFilter(string of, NameFilter filter) =>
    [
        ($"include-{of}", Names(filter.Include)),
        ($"exclude-{of}", Names(filter.Exclude)),
        ($"include-{of}-regex", NamePattern.Source(filter.IncludeRegex)),
        ($"exclude-{of}-regex", NamePattern.Source(filter.ExcludeRegex)),
    ];

    private static IEnumerable<(string, string?)> OfAnnouncement(Announcement announcement, bool onArrival) =>
    [
        ("evaluate", Word(Choices.Evaluate, onArrival)),
        ("silence-period", Text(announcement.SilencePeriod)),
        ("recovery", Flag(announcement.Recovery)),
        ("recovery-observation-period", Text(announcement.RecoveryObservationPeriod)),
        ("message", announcement.Message.Text),
        ("tags", Some(announcement.Tags.Select(tag => $"{tag.Key}: {tag.Value}"))),
        ("hooks", Some(announcement.Hooks)),
    ];

    /// <summary>The first of several words for the same.</summary>
    private static string Word<T>(IReadOnlyDictionary<string, T> words, T meaning)
        where T : notnull => words.First(word => word.Value.Equals(meaning)).Key;

    private static string? Names(IReadOnlySet<string>? names) => names is null ? null : Some(names.Order(StringComparer.Ordinal));

    private static string? Some(IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } text ? text : null;

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
