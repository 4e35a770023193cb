using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect;

/// <summary>One partition of the metrics topic: the detector, and its outputs as records.</summary>
internal sealed class DetectStage(RuleSet rules, Topics topics, Action<SilencedCheck>? onSilenced) : IStage
{
    public const string Name = "detect";
    private readonly Detector _detector = new(rules);
    private readonly DetectorOutput _output = new() { Silenced = onSilenced is null ? null : [] };
    private RuleSet? _next;

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
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, Word(rejection.Reason), rejection.Detail, part));
        }

        _output.Silenced?.ForEach(onSilenced!);
    }

    private OutputRecord ToRecord(AlarmMessage alarm, InputRecord cause, int index)
    {
        alarm.Origin = new Origin { Topic = cause.Topic, Partition = cause.Partition, Offset = cause.Offset, Index = (uint)index };
        return new OutputRecord(topics.Alarms, EntityKey.Of(alarm.Id0, alarm.Id1), alarm.ToByteArray());
    }

    private static string Word(RejectReason reason) => reason switch
    {
        RejectReason.Malformed => "malformed",
        RejectReason.Invalid => "invalid",
        RejectReason.Late => "late",
        RejectReason.Future => "future",
        _ => "unknown-version",
    };
}
