using System.Globalization;
using System.Text;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Samples;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>
/// Writes down what a detector does for one rule and the entities of a name or id while it replays: every sample, every check, every alarm. Of a composite
/// rule its parts, too. The detector decides; this looks on.
/// </summary>
public sealed class RuleTrace(string rule, string entity) : IProbe
{
    private readonly Dictionary<(string Rule, int Scope, string Id0, string Id1), TracedSubject> _subjects = [];
    private HashSet<string> _rules = [];
    private PartitionState? _state;
    private long _offset;
    private long _timestampMs;

    /// <summary>In the order in which they were seen first.</summary>
    public IReadOnlyCollection<TracedSubject> Subjects => _subjects.Values;

    /// <summary>Samples of the entity that no rule took, with the offset of their record and why.</summary>
    public List<(long Offset, long ArrivedMs, string Detail)> Rejected { get; } = [];

    /// <summary>The entity is known at the end, whatever the rule makes of it.</summary>
    public bool IsKnown
    {
        get
        {
            for (var number = 0; _state is not null && number < _state.Entities.End; number++)
            {
                if (_state.Entities[number].Chunk is not null && IsIt(_state.Entities[number]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Looks on from now on.</summary>
    public void Observe(Detector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        detector.Watch(this);
    }

    /// <summary>To be called before a record is replayed.</summary>
    public void Before(long offset, long timestampMs) => (_offset, _timestampMs) = (offset, timestampMs);

    /// <summary>To be called with what came of it.</summary>
    public void After(IReadOnlyList<AlarmMessage> alarms, IReadOnlyList<Rejection> rejections)
    {
        ArgumentNullException.ThrowIfNull(alarms);
        ArgumentNullException.ThrowIfNull(rejections);
        foreach (var alarm in alarms)
        {
            if (_subjects.TryGetValue((alarm.RuleName, (int)alarm.ScopeId, alarm.Id0, alarm.Id1), out var subject))
            {
                subject.Alarms.Add(alarm);
            }
        }

        foreach (var rejection in rejections)
        {
            if (rejection.Reason != RejectReason.Late && rejection.Sample?.Sample?.Entity is { } sender && (sender.Id0 == entity || sender.Name == entity))
            {
                Rejected.Add((_offset, _timestampMs, rejection.Detail));
            }
        }
    }

    void IProbe.Attach(PartitionState state)
    {
        _state = state;
        var set = state.Plan.Set;
        _rules = [rule, .. set.Composites.Where(composite => composite.Name == rule).SelectMany(composite => composite.Parts).Select(part => set.Rules[part].Name)];
    }

    void IProbe.Sampled(in Samples.Sample sample, int window, int minute, SampleFate fate) =>
        OfWindow(window)?.Add(new TracedSample(minute, Text(sample), fate, _offset, _timestampMs));

    void IProbe.Checking(int window, int minute, bool condition)
    {
        if (OfWindow(window) is { } subject)
        {
            ref var state = ref _state!.Windows[window];
            subject.Add(new TracedCheck(minute, WindowOps.Matched(state, _state.Plan.Rules[state.Rule], minute), condition) { Reason = condition ? "condition-true" : "condition-false" });
        }
    }

    void IProbe.CheckingComposite(int composite, int minute, bool holds) =>
        OfComposite(composite)?.Add(new TracedCheck(minute, 0, holds) { Reason = holds ? "condition-true" : "condition-false" });

    void IProbe.Decided(int window, int minute, int check, Decision decision, in CycleState cycle) => Note(OfWindow(window)?.CheckOf(minute), check, decision, cycle);

    void IProbe.DecidedComposite(int composite, int minute, int check, Decision decision, in CycleState cycle) => Note(OfComposite(composite)?.CheckOf(minute), check, decision, cycle);

    private static void Note(TracedCheck? traced, int check, Decision decision, in CycleState cycle)
    {
        if (traced is not null)
        {
            traced.Reason = Word(decision);
            traced.SilentChecksLeft = Math.Max(0, cycle.SilentUntil - check);
            traced.CalmChecks = cycle.CalmChecks;
            traced.EpisodeRecords = cycle.Sequence;
        }
    }

    private static string Word(Decision decision) => decision switch
    {
        Decision.Silent => "silent",
        Decision.Observing => "observing-recovery",
        Decision.Waiting => "waiting-for-data",
        Decision.Fire => "fired",
        Decision.FireAgain => "fired-again",
        Decision.Recover => "recovered",
        Decision.CloseForNoData => "closed-no-data",
        _ => "condition-false",
    };

    private TracedSubject? OfWindow(int window)
    {
        ref var state = ref _state!.Windows[window];
        return Find(_state.Plan.Rules[state.Rule].Rule.Name, state.Entity);
    }

    private TracedSubject? OfComposite(int composite)
    {
        ref var state = ref _state!.Composites[composite];
        return Find(_state.Plan.Composites[state.Composite].Rule.Name, state.Entity);
    }

    private TracedSubject? Find(string name, int number)
    {
        ref var state = ref _state!.Entities[number];
        if (!_rules.Contains(name) || !IsIt(state))
        {
            return null;
        }

        var key = (name, state.Scope, Encoding.UTF8.GetString(state.Id0), Encoding.UTF8.GetString(state.Id1));
        if (!_subjects.TryGetValue(key, out var subject))
        {
            _subjects[key] = subject = new(key.name, key.Scope, key.Item3, key.Item4);
        }

        subject.Name = state.ShownName();
        return subject;
    }

    private bool IsIt(in EntityState state) => state.ShownName() == entity || Encoding.UTF8.GetString(state.Id0) == entity;

    private static string Text(in Samples.Sample sample)
    {
        var values = new ValueReader(sample);
        var parts = new List<string>();
        while (values.MoveNext())
        {
            var number = values.IsInteger ? values.Raw.ToString(CultureInfo.InvariantCulture) : BitConverter.Int64BitsToDouble(values.Raw).ToString(CultureInfo.InvariantCulture);
            parts.Add(values.Label.IsEmpty ? number : $"{Encoding.UTF8.GetString(values.Label)}={number}");
        }

        return parts.Count == 1 ? parts[0] : $"[{string.Join(", ", parts)}]";
    }
}
