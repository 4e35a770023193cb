using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Saving;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Detect;

/// <summary>One partition of the metrics topic: the detector, and its outputs as records.</summary>
internal sealed class DetectStage(Detector detector, IRuleVersions rules, Topics topics, PartitionMetrics metrics, Action<SilencedCheck>? onSilenced) : IStage
{
    public const string Name = "detect";
    private readonly DetectCounting _counting = new(metrics, detector);
    private readonly DetectorOutput _output = new() { Silenced = onSilenced is null ? null : [] };

    public long TickDueMs => detector.NextDueMs;

    /// <summary>The stage of a partition from its saved state, or a new one where there is none.</summary>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static DetectStage Create(
        int partition,
        IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state,
        IRuleVersions rules,
        Topics topics,
        PartitionMetrics metrics,
        Action<SilencedCheck>? onSilenced = null)
    {
        try
        {
            var detector = state.Count == 0 ? new Detector(rules.StartOf(partition)) : Detector.Load(state, rules.Find);
            return new DetectStage(detector, rules, topics, metrics, onSilenced);
        }
        catch (BrokenStateException exception)
        {
            throw new StageFailureException($"{Name}: the state of partition {partition} in {topics.State(Name)} can't be used: {exception.Message}", exception);
        }
    }

    public byte[] Tick(long timeMs) => new MetricRecord { Tick = new Tick { TimeMs = timeMs } }.ToByteArray();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        _output.Clear();
        detector.Process(record.Value, record.TimestampMs, rules.Find, _output);
        for (var i = 0; i < _output.Alarms.Count; i++)
        {
            outputs.Add(ToRecord(_output.Alarms[i], record, i));
        }

        foreach (var rejection in _output.Rejections)
        {
            var part = rejection.Sample?.ToByteArray();
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, DetectCounting.Word(rejection.Reason), rejection.Detail, part));
        }

        _counting.Update(_output);
        _output.Silenced?.ForEach(onSilenced!);
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => detector.Save(changed);

    private OutputRecord ToRecord(AlarmMessage alarm, InputRecord cause, int index)
    {
        alarm.Origin = new Origin { Topic = cause.Topic, Partition = cause.Partition, Offset = cause.Offset, Index = (uint)index };
        var span = AlarmSpan.Of(cause, alarm.Id);
        return new OutputRecord(topics.Alarms, EntityKey.Of(alarm.Id0, alarm.Id1), alarm.ToByteArray(), span?.ToHeaders())
        {
            Telemetry = OutputTelemetry.OfAlarm(cause, DetectCounting.TransitionOf(alarm), span),
        };
    }
}
