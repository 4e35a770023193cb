using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>
/// Knows of which rules and entities a replay that began in the middle of the log can be sure. Windows are right once they reach no further back than
/// the replay; silence and episodes are right once a condition has been false for longer than any of them lasts, for then nothing is left of what was
/// there before. What is true without such a pause can't be decided.
/// </summary>
public sealed class Settling(WarmUp warmUp) : IProbe
{
    /// <summary>A minute that never passes.</summary>
    private const int Never = Minutes.Last;

    /// <summary>For each rule and entity the last minute with a true condition before the first pause.</summary>
    private readonly Dictionary<ulong, int> _unsettled = [];

    /// <summary>Episodes of the replay that began while it wasn't sure of their rule and entity.</summary>
    private readonly HashSet<ulong> _doubtful = [];

    /// <summary>Rules and entities of which an alarm was found recorded as the replay gave it: an alarm says all there is to know of silence and episode.</summary>
    private readonly HashSet<ulong> _confirmed = [];

    /// <summary>Those of which such an alarm told the end of data, of which other alarms say nothing.</summary>
    private readonly HashSet<ulong> _endsConfirmed = [];

    /// <summary>Rules whose episodes last through minutes without data: no pause says that one is over, only an alarm does.</summary>
    private readonly HashSet<ulong> _lasting = [];
    private PartitionState? _state;
    private int _wholeFrom = int.MaxValue;
    private long _startMs;

    /// <summary>The end of the first minute whose windows are right; <see cref="long.MaxValue"/> before the first record.</summary>
    public long WholeFromMs => _wholeFrom == int.MaxValue ? long.MaxValue : Minutes.StartMs(_wholeFrom);

    /// <summary>The time from which on everything is sure but what has been true all the time.</summary>
    public long SettledFromMs => _wholeFrom == int.MaxValue ? long.MaxValue : Minutes.StartMs(_wholeFrom + warmUp.CalmMinutes + 1);

    /// <summary>Looks on from now on while a detector decides.</summary>
    public void Observe(Detector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        detector.Watch(this);
    }

    /// <summary>To be called with the time of the first record replayed, before it is.</summary>
    public void Begin(long timestampMs)
    {
        if (_wholeFrom == int.MaxValue && timestampMs > 0)
        {
            _startMs = timestampMs;
            _wholeFrom = Minutes.Of(timestampMs) + warmUp.ReachMinutes;
        }
    }

    /// <summary>An alarm was recorded byte for byte as the replay gave it.</summary>
    internal void Confirm(AlarmMessage derived)
    {
        if (MinuteOf(derived.TimeMs) >= _wholeFrom)
        {
            // Data ends whatever silence and episodes there are, and says nothing of them.
            (derived.State == AlarmState.NoData ? _endsConfirmed : _confirmed).Add(SubjectHash.Of(derived));
        }
    }

    /// <summary>Whether an alarm the replay gave is to be trusted; to be asked once for each, in their order.</summary>
    internal bool Trusts(AlarmMessage derived)
    {
        var (subject, episode) = (SubjectHash.Of(derived), SubjectHash.Of(derived.EpisodeId));
        var trusts = !IsUnsettled(subject, derived.TimeMs) && !_doubtful.Contains(episode) && !MayHaveBeenTold(subject, derived);
        if (!trusts)
        {
            _confirmed.Remove(subject);
        }

        if (!trusts && _lasting.Contains(SubjectHash.Of(derived.RuleName)))
        {
            _unsettled[subject] = Never;
        }

        if (!trusts && derived.State is AlarmState.Recovered or AlarmState.Closed)
        {
            _doubtful.Remove(episode);
        }
        else if (!trusts)
        {
            _doubtful.Add(episode);
        }

        return trusts;
    }

    /// <summary>Whether the replay would have to give a recorded alarm if it is genuine.</summary>
    internal bool Expects(in RecordedAlarm recorded)
    {
        if (recorded.StartMs >= SettledFromMs && recorded.DataMs >= _startMs)
        {
            return !IsUnsettled(recorded.Subject, recorded.TimeMs) && !_doubtful.Contains(recorded.Episode);
        }

        var minute = _lasting.Contains(recorded.Rule) ? Never : MinuteOf(recorded.TimeMs);
        _confirmed.Remove(recorded.Subject);
        _unsettled[recorded.Subject] = Math.Max(minute, _unsettled.GetValueOrDefault(recorded.Subject, minute));
        return false;
    }

    void IProbe.Attach(PartitionState state)
    {
        _state = state;
        _lasting.UnionWith(state.Plan.Set.Rules.Where(rule => rule.NoData != NoDataPolicy.Recover).Select(rule => SubjectHash.Of(rule.Name)));
    }

    void IProbe.Checking(int window, int minute, bool condition)
    {
        if (condition)
        {
            ref var state = ref _state!.Windows[window];
            Mark(state.Entity, _state.Plan.Rules[state.Rule].Rule.Name, minute);
        }
    }

    void IProbe.CheckingComposite(int composite, int minute, bool holds)
    {
        if (holds)
        {
            ref var state = ref _state!.Composites[composite];
            Mark(state.Entity, _state.Plan.Composites[state.Composite].Rule.Name, minute);
        }
    }

    /// <summary>That data has ended is told once, which may have been before; a late sample alone doesn't bring it back.</summary>
    private bool MayHaveBeenTold(ulong subject, AlarmMessage derived) => derived.State == AlarmState.NoData && !_endsConfirmed.Contains(subject);

    /// <summary>An alarm of a check tells the end of its minute.</summary>
    private static int MinuteOf(long timeMs) => Minutes.Of(timeMs - 1);

    private void Mark(int entity, string rule, int minute)
    {
        ref var state = ref _state!.Entities[entity];
        var subject = SubjectHash.Of(rule, state.Scope, System.Text.Encoding.UTF8.GetString(state.Id0), System.Text.Encoding.UTF8.GetString(state.Id1));
        if (IsUnsettledAt(subject, minute))
        {
            _unsettled[subject] = _lasting.Contains(SubjectHash.Of(rule)) ? Never : minute;
        }
    }

    private bool IsUnsettled(ulong subject, long timeMs) => IsUnsettledAt(subject, MinuteOf(timeMs));

    private bool IsUnsettledAt(ulong subject, int minute) =>
        _wholeFrom == int.MaxValue || (!_confirmed.Contains(subject) && minute <= (long)Math.Max(_wholeFrom, _unsettled.GetValueOrDefault(subject)) + warmUp.CalmMinutes);
}
