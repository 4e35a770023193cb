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
        _open.Clear();
        foreach (var alarm in derived)
        {
            Match(alarm, counts);
        }

        foreach (var alarm in _open)
        {
            Pair(offset, alarm, counts);
        }

        _here.ForEach(Added);
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

    /// <summary>Finds what was recorded in an alarm's place: what has its id, or else what stands where it should.</summary>
    private void Pair(long offset, AlarmMessage alarm, AuditCounts counts)
    {
        var id = SubjectHash.Of(alarm.Id);
        var at = _here.FindIndex(record => record.Id == id);
        at = at >= 0 ? at : _here.FindIndex(record => record.OriginIndex == alarm.Origin.Index);
        RecordedAlarm? record = at >= 0 ? _here[at] : null;
        if (at >= 0)
        {
            _here.RemoveAt(at);
        }

        if (Doubts(alarm, record, counts))
        {
            return;
        }

        if (record is null && offset < RetainedFrom)
        {
            counts.Expired++;
            return;
        }

        counts.Missing += record is null ? 1 : 0;
        counts.Changed += record is null ? 0 : 1;
        Tell(new(record is null ? FindingKind.Missing : FindingKind.Changed, offset, alarm, record));
    }

    /// <summary>Whether the difference may come from where the replay began; counts it then.</summary>
    private bool Doubts(AlarmMessage alarm, RecordedAlarm? record, AuditCounts counts)
    {
        if (settling is null)
        {
            return false;
        }

        var trusts = settling.Trusts(alarm);
        var expects = record is not { } each || settling.Expects(each);
        if (!trusts || !expects)
        {
            counts.EarlierEpisodes++;
            return true;
        }

        if (record is { IsDescribed: true } && !RecordedAlarm.IsDescribedAs(alarm))
        {
            counts.EarlierNames++;
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
