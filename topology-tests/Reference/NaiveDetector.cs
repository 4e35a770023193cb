using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>
/// docs/evaluation.md put into the plainest code: every value of every minute is kept, every window is looked through at every
/// check, nothing is thought of twice. The engine must say the same.
/// </summary>
internal sealed class NaiveDetector
{
    private const long MinuteMs = 60_000;
    private const int RememberedMinutes = 60;
    private readonly Announcer _announcer;
    private readonly Dictionary<Who, KnownEntity> _entities = [];
    private List<RuleWatch> _rules;
    private List<CompositeWatch> _composites;
    private RuleSet _ruleSet;
    private bool _isStarted;

    public NaiveDetector(RuleSet ruleSet, PlantedBug bug = PlantedBug.None)
    {
        Bug = bug;
        _ruleSet = ruleSet;
        _announcer = new() { RuleVersion = ruleSet.Version };
        _rules = [.. ruleSet.Rules.Select(rule => new RuleWatch(rule, [], this))];
        _composites = [.. ruleSet.Composites.Select(composite => Watch(composite, []))];
    }

    public PlantedBug Bug { get; }

    public long NowMs { get; private set; }

    /// <summary>The lowest minute not yet checked.</summary>
    public int NextCheck { get; private set; }

    /// <summary>The minute under check, or else the one checked last.</summary>
    public int CheckedMinute { get; private set; }

    public List<AlarmMessage> Alarms { get; } = [];

    public List<RejectReason> Rejections { get; } = [];

    public static long EndOf(int minute) => (minute + 1) * MinuteMs;

    /// <summary>Alarms and rejections are those of this record alone.</summary>
    public void Process(NaiveRecord record, Func<string, RuleSet?> findRules)
    {
        Alarms.Clear();
        Rejections.Clear();
        MoveClock(record.TimestampMs);
        foreach (var sample in record.Samples)
        {
            var before = Alarms.Count;
            Observe(sample, record.TimestampMs);
            Order(before);
        }

        if (record.Fault is { } fault)
        {
            Rejections.Add(fault);
        }

        if (record.ActivatedVersion is { } version)
        {
            Activate(findRules(version));
        }
    }

    public Naming NamingOf(Who who) => _entities.TryGetValue(who, out var entity) ? entity.Naming : Naming.None;

    public void Tell(Subject subject, Who who, Naming naming, Tale tale, Telling telling) =>
        Alarms.Add(_announcer.Tell(subject, who, naming, tale, telling));

    public int RowForRecovery(Announcement announcement) =>
        announcement.RecoveryObservationPeriod + (Bug == PlantedBug.RecoveryOneEarly ? 0 : 1);

    public int SilenceOf(Announcement announcement) => announcement.SilencePeriod + Bug switch
    {
        PlantedBug.SilenceOneShort => -1,
        PlantedBug.SilenceOneLong => 1,
        _ => 0,
    };

    private void MoveClock(long timestampMs)
    {
        if (timestampMs < 1 && !_isStarted)
        {
            return;
        }

        NowMs = Bug == PlantedBug.ClockRunsBackwards && timestampMs > 0 ? timestampMs : Math.Max(NowMs, timestampMs);
        var graceMs = Bug == PlantedBug.GraceIgnored ? 0 : _ruleSet.GraceMs;
        if (!_isStarted)
        {
            _isStarted = true;
            NextCheck = (int)Math.Floor((NowMs - graceMs) / (double)MinuteMs);
            CheckedMinute = NextCheck - 1;
        }

        while (NowMs >= EndOf(NextCheck) + graceMs)
        {
            CheckedMinute = NextCheck++;
            _rules.ForEach(rule => rule.Check(CheckedMinute));
            _composites.ForEach(composite => composite.Check(CheckedMinute));
        }
    }

    private void Observe(NaiveSample sample, long recordMs)
    {
        var timeMs = sample.TimeMs != 0 ? sample.TimeMs : recordMs > 0 ? recordMs : NowMs;
        if (IsInvalid(sample))
        {
            Rejections.Add(RejectReason.Invalid);
            return;
        }

        var ofMetric = _rules.Where(rule => rule.Rule.Metric == sample.Metric).ToList();
        if (ofMetric.Count == 0)
        {
            return;
        }

        Meet(sample);
        var interested = ofMetric.Where(rule => PassesName(rule, sample.Who!)).ToList();
        if (interested.Count == 0)
        {
            return;
        }

        if (timeMs > NowMs + MinuteMs && Bug != PlantedBug.FutureAccepted)
        {
            Rejections.Add(RejectReason.Future);
            return;
        }

        var takers = interested.Where(rule => rule.PassesLabels(sample)).ToList();
        var inTime = takers.Where(rule => !rule.IsLate(MinuteOf(timeMs), NextCheck)).ToList();
        if (inTime.Count > 0)
        {
            Take(sample, MinuteOf(timeMs), inTime);
        }
        else if (takers.Count > 0)
        {
            Rejections.Add(RejectReason.Late);
        }
    }

    private void Take(NaiveSample sample, int minute, List<RuleWatch> takers)
    {
        var due = takers.Where(rule => rule.Take(sample, minute)).ToList();
        due.ForEach(rule => rule.CheckOnArrival(sample.Who!, minute));
        foreach (var composite in _composites.Where(composite => composite.Parts.Any(due.Contains)))
        {
            composite.CheckOnArrival(sample.Who!, minute);
        }
    }

    private bool PassesName(RuleWatch rule, Who who) =>
        rule.PassesName(NamingOf(who).Shown(who)) || (Bug == PlantedBug.NameDecidedOnce && rule.Windows.ContainsKey(who));

    /// <summary>Learns what the sample says about its entity. Rules that don't ask for an entity of that name drop it.</summary>
    private void Meet(NaiveSample sample)
    {
        var who = sample.Who!;
        ForgetIfLongAgo(who);
        if (!_entities.TryGetValue(who, out var entity))
        {
            _entities[who] = entity = new() { NextCheckThen = NextCheck };
        }

        entity.Naming = (IsLongAgo(entity) ? Naming.None : entity.Naming).Updated(sample.Naming);
        entity.NextCheckThen = NextCheck;
        entity.Metrics.Add(sample.Metric);

        foreach (var rule in _rules.Where(rule => !PassesName(rule, who)))
        {
            rule.Drop(who);
        }
    }

    private void Activate(RuleSet? next)
    {
        if (next is null)
        {
            Rejections.Add(RejectReason.UnknownVersion);
            return;
        }

        _entities.Keys.ToList().ForEach(ForgetIfLongAgo);
        var (rules, composites) = (_rules, _composites);
        rules.ForEach(old => CloseChanged(old, next));
        composites.ForEach(old => CloseChanged(old, next));
        _ruleSet = next;
        _announcer.RuleVersion = next.Version;
        _rules = [.. next.Rules.Select(rule => Continue(rule, rules))];
        _composites = [.. next.Composites.Select(composite => Continue(composite, composites))];
        ForgetEntities();
    }

    private void CloseChanged(RuleWatch old, RuleSet next)
    {
        var successor = next.Rules.FirstOrDefault(rule => rule.Name == old.Rule.Name);
        if (successor is null)
        {
            old.CloseAll(AlarmReason.RuleRemoved);
        }
        else if (successor.Fingerprint != old.Rule.Fingerprint || successor.OnlyAsCondition || Bug == PlantedBug.ActivationResetsEverything)
        {
            old.CloseAll(AlarmReason.RuleChanged);
        }
    }

    private void CloseChanged(CompositeWatch old, RuleSet next)
    {
        var successor = next.Composites.FirstOrDefault(composite => composite.Name == old.Composite.Name);
        if (successor is null)
        {
            old.CloseAll(AlarmReason.RuleRemoved);
        }
        else if (successor.Fingerprint != old.Composite.Fingerprint || Bug == PlantedBug.ActivationResetsEverything)
        {
            old.CloseAll(AlarmReason.RuleChanged);
        }
    }

    private RuleWatch Continue(Rule rule, List<RuleWatch> before)
    {
        var same = before.FirstOrDefault(old => old.Rule.Fingerprint == rule.Fingerprint && Bug != PlantedBug.ActivationResetsEverything);
        var watch = new RuleWatch(rule, same?.Windows ?? [], this);
        if (rule.OnlyAsCondition)
        {
            watch.BecomeOnlyCondition();
        }

        return watch;
    }

    private CompositeWatch Continue(CompositeRule composite, List<CompositeWatch> before)
    {
        var same = before.FirstOrDefault(
            old => old.Composite.Fingerprint == composite.Fingerprint && Bug != PlantedBug.ActivationResetsEverything);
        return Watch(composite, same?.Tales ?? []);
    }

    private CompositeWatch Watch(CompositeRule composite, SortedDictionary<Who, Tale> tales) =>
        new(composite, [.. composite.Parts.Select(part => _rules[part])], tales, this);

    /// <summary>What one sample caused stands in the order of rules and composite rules, as what one check caused.</summary>
    private void Order(int start)
    {
        var names = _rules.Select(rule => rule.Rule.Name).Concat(_composites.Select(composite => composite.Composite.Name)).ToList();
        var ordered = Alarms.Skip(start).OrderBy(alarm => names.IndexOf(alarm.RuleName)).ToList();
        Alarms.RemoveRange(start, ordered.Count);
        Alarms.AddRange(ordered);
    }

    private bool IsLongAgo(KnownEntity entity) =>
        NextCheck - entity.NextCheckThen > RememberedMinutes + _rules.Select(rule => rule.Rule.PeriodMinutes).DefaultIfEmpty(1).Max();

    /// <summary>An entity of which nothing goes on begins anew after a long time, as if there had never been a sample.</summary>
    private void ForgetIfLongAgo(Who who)
    {
        var isForgotten = _entities.TryGetValue(who, out var entity) && IsLongAgo(entity)
            && !_rules.Exists(rule => rule.IsGoingOn(who)) && !_composites.Exists(composite => composite.IsGoingOn(who));
        if (isForgotten)
        {
            _entities.Remove(who);
            _rules.ForEach(rule => rule.Windows.Remove(who));
            _composites.ForEach(composite => composite.Tales.Remove(who));
        }
    }

    /// <summary>A metric that nobody asks for any more no longer keeps its entities known, even if it is asked for again later.</summary>
    private void ForgetEntities()
    {
        foreach (var (who, entity) in _entities.ToList())
        {
            entity.Metrics.RemoveWhere(metric => !_rules.Exists(rule => rule.Rule.Metric == metric));
            if (!IsOfInterest(who, entity))
            {
                _entities.Remove(who);
            }
        }
    }

    /// <summary>An episode or silence of a composite rule that goes on over a change of its parts keeps its entity's name.</summary>
    private bool IsOfInterest(Who who, KnownEntity entity) =>
        entity.Metrics.Count > 0 || _composites.Exists(composite => composite.IsGoingOn(who));

    private static bool IsInvalid(NaiveSample sample) =>
        sample.Metric.Length == 0
        || sample.Who is not { Scope: > 0, Id0.Length: > 0 }
        || sample.TimeMs < 0
        || sample.Values is not { Length: > 0 } values
        || !values.All(reading => reading.IsFinite);

    private static int MinuteOf(long timeMs) => (int)Math.Min(timeMs / MinuteMs, int.MaxValue);
}
