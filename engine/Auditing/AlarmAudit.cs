using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>Holds the alarms that follow from a metrics partition against those that were recorded of it, in the order of their origins.</summary>
/// <param name="recorded">Those of the range, as <see cref="RecordedAlarm.Compare"/> orders them.</param>
/// <param name="settling">What the replay is not sure of; null if it began where nothing was before, or with a saved state.</param>
/// <param name="found">Is told of every difference.</param>
public sealed class AlarmAudit(IReadOnlyList<RecordedAlarm> recorded, Settling? settling, Action<Finding> found)
{
    private readonly List<RecordedAlarm> _here = [];
    private readonly List<AlarmMessage> _open = [];
    private readonly List<(AlarmMessage Alarm, RecordedAlarm Record)> _shifted = [];
    private readonly AuditCounts _counts = new();
    private readonly AuditCounts _before = new();
    private int _next;

    public AuditCounts Counts => _counts;

    /// <summary>What follows from records before this is compared, so as to know what is sure, but neither counted nor told.</summary>
    public long From { get; init; }

    /// <summary>Alarms of records before this may have been deleted from the alarms topic.</summary>
    public long RetainedFrom { get; init; }

    /// <summary>More than so many bytes fit into no record.</summary>
    public int MaxBytes { get; init; } = int.MaxValue;

    /// <summary>Takes what follows from a record of the range. Those without alarms may be left out.</summary>
    public void Take(long offset, IReadOnlyList<AlarmMessage> derived)
    {
        ArgumentNullException.ThrowIfNull(derived);
        PassTo(offset);
        _here.Clear();
        for (; _next < recorded.Count && recorded[_next].OriginOffset == offset; _next++)
        {
            _here.Add(recorded[_next]);
        }

        if (derived.Count > 0 || _here.Count > 0)
        {
            Compare(offset, derived);
        }
    }

    /// <summary>The range has been replayed: whatever was not met by now has nothing it follows from.</summary>
    public void Finish() => PassTo(long.MaxValue);

    private AuditCounts CountsOf(long offset) => offset >= From ? _counts : _before;

    private void Tell(Finding finding)
    {
        if (finding.OriginOffset >= From)
        {
            found(finding);
        }
    }

    private void PassTo(long offset)
    {
        for (; _next < recorded.Count && recorded[_next].OriginOffset < offset; _next++)
        {
            CountsOf(recorded[_next].OriginOffset).Recorded++;
            Added(recorded[_next]);
        }
    }

    private void Compare(long offset, IReadOnlyList<AlarmMessage> derived)
    {
        var counts = CountsOf(offset);
        counts.Recorded += _here.Count;
        var undecided = counts.EarlierEpisodes;
        _open.Clear();
        _shifted.Clear();
        foreach (var alarm in derived)
        {
            Match(alarm, counts);
        }

        // By id first, so that nothing takes another's place only because something else is missing.
        _open.RemoveAll(alarm => SubjectHash.Of(alarm.Id) is var id && TryTake(record => record.Id == id) is { } record && Pair(alarm, record, counts));
        foreach (var record in _here)
        {
            // One of an older episode says that nothing is sure of its rule and entity, whatever was derived in its place.
            settling?.Expects(record);
        }

        foreach (var alarm in _open)
        {
            Pair(alarm, TryTake(record => record.OriginIndex == alarm.Origin.Index && IsComparable(alarm, record)), counts);
        }

        _here.ForEach(Added);
        Settle(counts, isExplained: counts.EarlierEpisodes > undecided);
    }

    /// <summary>What came of the same record and can't be decided moves the others up or down; nothing else does.</summary>
    private void Settle(AuditCounts counts, bool isExplained)
    {
        foreach (var (alarm, record) in _shifted)
        {
            if (isExplained)
            {
                settling!.Confirm(alarm);
                counts.Identical++;
            }
            else
            {
                Differ(alarm, record, counts);
            }
        }
    }

    /// <summary>Takes out all records that are byte for byte the alarm; one without any stays open.</summary>
    private void Match(AlarmMessage alarm, AuditCounts counts)
    {
        var (key, value) = (EntityKey.Of(alarm.Id0, alarm.Id1), alarm.ToByteArray());
        if (key.Length + value.Length > MaxBytes)
        {
            counts.TooLarge++;
            return;
        }

        counts.Derived++;
        var content = SubjectHash.OfRecord(key, value);
        var same = _here.RemoveAll(record => record.Content == content);
        if (same == 0)
        {
            _open.Add(alarm);
            return;
        }

        settling?.Confirm(alarm);
        counts.Identical++;
        counts.Repeated += same - 1;
    }

    private RecordedAlarm? TryTake(Predicate<RecordedAlarm> fits)
    {
        var at = _here.FindIndex(fits);
        if (at < 0)
        {
            return null;
        }

        var record = _here[at];
        _here.RemoveAt(at);
        return record;
    }

    /// <summary>Where something may be undecided, places alone say little.</summary>
    private bool IsComparable(AlarmMessage alarm, in RecordedAlarm record) => settling is null || record.Subject == SubjectHash.Of(alarm);

    /// <summary>Compares an alarm with what stands in its place, if anything does.</summary>
    private bool Pair(AlarmMessage alarm, RecordedAlarm? record, AuditCounts counts)
    {
        if (record is { } other && IsShifted(alarm, other))
        {
            _shifted.Add((alarm, other));
        }
        else if (!Doubts(alarm, record, counts))
        {
            Differ(alarm, record, counts);
        }

        return true;
    }

    /// <summary>They are the same but for their place among what came of the record.</summary>
    private bool IsShifted(AlarmMessage alarm, in RecordedAlarm record)
    {
        if (settling is null || record.OriginIndex == alarm.Origin.Index)
        {
            return false;
        }

        var moved = new AlarmMessage(alarm);
        moved.Origin.Index = record.OriginIndex;
        return SubjectHash.OfRecord(EntityKey.Of(moved.Id0, moved.Id1), moved.ToByteArray()) == record.Content;
    }

    private void Differ(AlarmMessage alarm, RecordedAlarm? record, AuditCounts counts)
    {
        counts.Missing += record is null ? 1 : 0;
        counts.Changed += record is null ? 0 : 1;
        Tell(new(record is null ? FindingKind.Missing : FindingKind.Changed, alarm.Origin.Offset, alarm, record));
    }

    /// <summary>Whether the difference may come from where the replay began, or from what was deleted since; counts it then.</summary>
    private bool Doubts(AlarmMessage alarm, RecordedAlarm? record, AuditCounts counts)
    {
        var isExpired = record is null && alarm.Origin.Offset < RetainedFrom;
        if (settling is null || isExpired)
        {
            counts.Expired += isExpired ? 1 : 0;
            return isExpired;
        }

        var trusts = settling.Trusts(alarm);
        var expects = record is not { } each || settling.Expects(each);
        if (!trusts || !expects)
        {
            counts.EarlierEpisodes++;
            return true;
        }

        if (record is { } known && ((known.IsDescribed && !RecordedAlarm.IsDescribedAs(alarm)) || known.Values > alarm.Values.Count))
        {
            counts.EarlierDetails++;
            return true;
        }

        return false;
    }

    private void Added(RecordedAlarm record)
    {
        var counts = CountsOf(record.OriginOffset);
        if (settling?.Expects(record) == false)
        {
            counts.EarlierEpisodes++;
            return;
        }

        counts.Added++;
        Tell(new(FindingKind.Added, record.OriginOffset, null, record));
    }
}
