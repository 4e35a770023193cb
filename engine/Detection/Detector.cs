using System.Diagnostics.CodeAnalysis;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Samples;
using Tocsin.Engine.Saving;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>
/// Evaluates the rules over one partition of the metrics topic: a state machine whose only input is the partition's records and
/// whose only clock is the highest record timestamp seen.
/// </summary>
public sealed partial class Detector
{
    private const int FutureToleranceMs = 60_000;
    private readonly RecordReader _reader = new();
    private PartitionState _state;
    private AlarmWriter _writer;
    private Intake _intake;
    private Checker _checker;
    private ReadAhead _readAhead;
    private int _nextCheck;
    private int _lastCheckNumber;
    private long _recordMs;
    private IProbe? _probe;

    public Detector(RuleSet rules)
    {
        Counters = new DetectorCounters();
        _saver = new StateSaver();
        Use(new PartitionState(new Plan(rules)));
    }

    public RuleSet Rules => _state.Plan.Set;

    /// <summary>The highest record timestamp so far; 0 before the first.</summary>
    public long ClockMs { get; private set; }

    public DetectorCounters Counters { get; }

    /// <summary>Entities known at present.</summary>
    public int Entities => _state.Entities.Count;

    /// <summary>Windows held at present, one for each rule and entity.</summary>
    public int Windows => _state.Windows.Count;

    /// <summary>The clock at which the next check could decide something though no sample comes; <see cref="long.MaxValue"/> if none could.</summary>
    public long NextDueMs => ClockMs > 0 && _checker.NextOfInterest(_nextCheck) is < int.MaxValue and var minute
        ? Minutes.EndMs(minute) + Rules.GraceMs
        : long.MaxValue;

    private Intake.Position Position => new(_nextCheck, _lastCheckNumber, ClockMs);

    /// <summary>
    /// Takes one record: moves the clock to its timestamp, runs the checks that fell due one minute after the other, then takes its
    /// samples. <paramref name="findRules"/> answers for the versions of activation records, null for one it doesn't have.
    /// </summary>
    public void Process(ReadOnlySpan<byte> record, long timestampMs, Func<string, RuleSet?> findRules, DetectorOutput output)
    {
        Advance(timestampMs, output);
        switch (_reader.Read(record))
        {
            case RecordKind.Malformed:
                output.Rejections.Add(new(RejectReason.Malformed, _reader.Error, null));
                break;
            case RecordKind.Empty:
                output.Rejections.Add(new(RejectReason.Invalid, "the record has no body: expected a sample, a batch, a tick or an activation", null));
                break;
            case RecordKind.Activation when findRules(_reader.Version) is { } rules:
                Activate(rules, output);
                break;
            case RecordKind.Activation:
                output.Rejections.Add(new(RejectReason.UnknownVersion, $"no rule set has the version '{_reader.Version}'", null));
                break;
            case RecordKind.Samples:
                ObserveAll(record, output);
                break;
        }
    }

    /// <summary>Moves the clock, never backwards, and runs the checks that fell due. A timestamp below 1 says nothing.</summary>
    public void Advance(long timestampMs, DetectorOutput output)
    {
        _recordMs = timestampMs;
        var graceMs = Rules.GraceMs;
        if (timestampMs > ClockMs)
        {
            var isFirst = ClockMs == 0;
            ClockMs = Math.Min(timestampMs, Minutes.MaxTimeMs);
            _nextCheck = isFirst ? Minutes.Of(ClockMs - graceMs) : _nextCheck;
        }

        var due = Minutes.Of(ClockMs - graceMs);
        while (_nextCheck < due)
        {
            var idle = Math.Min(due, _checker.NextOfInterest(_nextCheck)) - _nextCheck;
            if (idle > 0)
            {
                _nextCheck += idle;
                _lastCheckNumber += idle;
                continue;
            }

            Check(_nextCheck, output);
            _nextCheck++;
        }
    }

    /// <summary>Takes one sample at the present clock.</summary>
    public void Observe(in Sample sample, DetectorOutput output)
    {
        Counters.Samples++;
        var timeMs = sample.TimeMs != 0 ? sample.TimeMs : _recordMs > 0 ? _recordMs : ClockMs;
        if (SampleCheck.Problem(sample) is { } problem)
        {
            Reject(RejectReason.Invalid, problem, sample, timeMs, output);
            return;
        }

        var metric = _state.Plan.FindMetric(sample.Metric);
        if (metric < 0)
        {
            Counters.Ignored++;
            return;
        }

        _checker.Wake();
        var position = Position;
        var windows = _intake.FindWindows(sample, metric, position);
        if (windows < 0)
        {
            Counters.Ignored++;
        }
        else if (timeMs > ClockMs + FutureToleranceMs)
        {
            RejectAsFuture(sample, timeMs, output);
        }
        else if (!_intake.Place(sample, windows, Minutes.Of(timeMs), position))
        {
            RejectAsLate(sample, timeMs, output);
        }

        _writer.Flush(output);
    }

    /// <summary>
    /// Switches to another rule set. Rules with the same fingerprint keep windows, silence and episodes; open episodes of others are closed.
    /// </summary>
    public void Activate(RuleSet next, DetectorOutput output)
    {
        Use(new Migration(_state, new Plan(next), _writer).Run(Position, output));
        _state.Entities.Dirty.MarkAll();
    }

    /// <summary>From now on tells a probe what is decided, and of which state: whoever replays a log to look into it.</summary>
    internal void Watch(IProbe probe)
    {
        _probe = probe;
        Use(_state);
    }

    /// <summary>Checks every rule and composite rule once for windows that end at this minute, which may be a minute already checked.</summary>
    internal void Check(int minute, DetectorOutput output)
    {
        Counters.Checks++;
        _checker.Run(minute, ++_lastCheckNumber, output);
    }

    /// <summary>As <see cref="Observe"/>, but without the clock: the sample's time alone says where it goes, and nothing is too far ahead.</summary>
    internal void Place(in Sample sample, int nextCheckMinute, DetectorOutput output)
    {
        var metric = _state.Plan.FindMetric(sample.Metric);
        if (metric >= 0)
        {
            var position = new Intake.Position(nextCheckMinute, _lastCheckNumber, sample.TimeMs);
            _intake.Place(sample, _intake.FindWindows(sample, metric, position), Minutes.Of(sample.TimeMs), position);
            _writer.Flush(output);
        }
    }

    // Text is put together in methods of their own, as each of them would make every call of its caller slower.
    private void RejectAsFuture(in Sample sample, long timeMs, DetectorOutput output) =>
        Reject(RejectReason.Future, $"the sample is dated {timeMs - ClockMs} ms after the log's clock, expected at most {FutureToleranceMs}", sample, timeMs, output);

    private void RejectAsLate(in Sample sample, long timeMs, DetectorOutput output) =>
        Reject(RejectReason.Late, $"the sample is dated {ClockMs - timeMs} ms before the log's clock, longer ago than every window", sample, timeMs, output);

    private static void Reject(RejectReason reason, string detail, in Sample sample, long timeMs, DetectorOutput output) =>
        output.Rejections.Add(new(reason, detail, RejectedSample.ToRecord(sample, timeMs)));

    private void ObserveAll(ReadOnlySpan<byte> record, DetectorOutput output)
    {
        var unreachable = 0;
        var firstError = "";
        if (_reader.Count > 1)
        {
            _readAhead.Run(_reader.Entities);
        }

        for (var i = 0; i < _reader.Count; i++)
        {
            if (_reader.TryGet(record, i, out var sample))
            {
                Observe(sample, output);
            }
            else if (unreachable++ == 0)
            {
                firstError = _reader.Error;
            }
        }

        if (unreachable > 0)
        {
            RejectUnreachable(unreachable, firstError, output);
        }
    }

    private static void RejectUnreachable(int count, string firstError, DetectorOutput output)
    {
        var more = count > 1 ? $" (and {count - 1} more like it)" : "";
        output.Rejections.Add(new(RejectReason.Invalid, firstError + more, null));
    }

    [MemberNotNull(nameof(_state), nameof(_writer), nameof(_intake), nameof(_checker), nameof(_readAhead))]
    private void Use(PartitionState state)
    {
        _state = state;
        _state.Probe = _probe;
        _probe?.Attach(state);
        _writer = new AlarmWriter(state);
        var composites = new CompositeChecker(state, _writer, Counters);
        _intake = new Intake(state, _writer, composites, Counters);
        _readAhead = new ReadAhead(state);
        _checker = new Checker(state, _writer, composites, Counters);
    }
}
