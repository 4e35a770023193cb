using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>The engine as a stage, and what its records and states amounted to.</summary>
internal sealed class EngineStage(Detector detector, RuleSet rules, Progress progress) : IStage
{
    private readonly DetectorOutput _output = new();

    public long TickDueMs => long.MaxValue;

    public static CreateStage Of(RuleSet rules, Progress progress) => (_, state) =>
    {
        var stage = new EngineStage(state.Count == 0 ? new Detector(rules) : Detector.Load(state, _ => rules), rules, progress);
        progress.Created();
        return stage;
    };

    public byte[] Tick(long timeMs) => new MetricRecord { Tick = new Tick { TimeMs = timeMs } }.ToByteArray();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        _output.Clear();
        detector.Process(record.Value, record.TimestampMs, _ => rules, _output);
        for (var i = 0; i < _output.Alarms.Count; i++)
        {
            var alarm = _output.Alarms[i];
            alarm.Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset, Index = (uint)i };
            outputs.Add(new OutputRecord(Topics.Alarms, record.Key, alarm.ToByteArray()));
        }

        progress.Processed();
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        var before = changed.Count;
        detector.Save(changed);
        for (var i = before; i < changed.Count; i++)
        {
            progress.Saved(changed[i].Key.Length + (changed[i].Value?.Length ?? 0));
        }
    }
}
