using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Detect;

/// <summary>One partition of the metrics topic: the detector, and its outputs as records.</summary>
internal sealed class DetectStage : IStage
{
    public const string Name = "detect";
    private readonly Topics _topics;
    private readonly Action<SilencedCheck>? _onSilenced;
    private readonly Detector _detector;
    private readonly DetectorOutput _output;
    private readonly DetectCounting _counting;
    private RuleSet? _next;

    public DetectStage(RuleSet rules, Topics topics, PartitionMetrics metrics, Action<SilencedCheck>? onSilenced)
    {
        _topics = topics;
        _onSilenced = onSilenced;
        _detector = new Detector(rules);
        _output = new DetectorOutput { Silenced = onSilenced is null ? null : [] };
        _counting = new DetectCounting(metrics, _detector);
    }

    /// <summary>From the next record on the partition is evaluated by these rules.</summary>
    public void Use(RuleSet next) => _next = next;

    public long TickDueMs => _detector.NextDueMs;

    public byte[] Tick(long timeMs) => new MetricRecord { Tick = new Tick { TimeMs = timeMs } }.ToByteArray();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        _output.Clear();
        if (_next is { } next)
        {
            _detector.Activate(next, _output);
            _next = null;
        }

        _detector.Process(record.Value, record.TimestampMs, version => version == _detector.Rules.Version ? _detector.Rules : null, _output);
        for (var i = 0; i < _output.Alarms.Count; i++)
        {
            outputs.Add(ToRecord(_output.Alarms[i], record, i));
        }

        foreach (var rejection in _output.Rejections)
        {
            var part = rejection.Sample?.ToByteArray();
            outputs.Add(DeadLetter.From(_topics.DeadLetters, record, Name, DetectCounting.Word(rejection.Reason), rejection.Detail, part));
        }

        _counting.Update(_output);
        _output.Silenced?.ForEach(_onSilenced!);
    }

    private OutputRecord ToRecord(AlarmMessage alarm, InputRecord cause, int index)
    {
        alarm.Origin = new Origin { Topic = cause.Topic, Partition = cause.Partition, Offset = cause.Offset, Index = (uint)index };
        var span = AlarmSpan.Of(cause, alarm.Id);
        return new OutputRecord(_topics.Alarms, EntityKey.Of(alarm.Id0, alarm.Id1), alarm.ToByteArray(), span?.ToHeaders())
        {
            Telemetry = OutputTelemetry.OfAlarm(cause, DetectCounting.TransitionOf(alarm), span),
        };
    }
}
