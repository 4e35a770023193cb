using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Samples;
using Tocsin.V1;
using Sample = Tocsin.V1.Sample;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>A detector worked by hand, without a clock: values are placed, windows moved and checked as a case says.</summary>
internal sealed class Bench(RuleSet rules)
{
    private readonly Detector _detector = new(rules);
    private readonly RecordReader _reader = new();
    private readonly DetectorOutput _output = new();

    /// <summary>The minute at which all windows end; nothing is too old before the first move.</summary>
    private int _end;
    private int _newest;

    public void Place(Sample sample)
    {
        var record = new MetricRecord { Sample = sample }.ToByteArray();
        if (_reader.Read(record) != RecordKind.Samples || !_reader.TryGet(record, 0, out var decoded))
        {
            throw new InvalidDataException($"the sample is not decoded: {_reader.Error}");
        }

        _output.Clear();
        _detector.Place(decoded, _end, _output);
        _newest = Math.Max(_newest, (int)(sample.TimeMs / 60_000));
    }

    public void MoveTo(int minute) => _end = Math.Max(_end, minute);

    public List<AlarmMessage> CheckAt(int minute)
    {
        MoveTo(minute);
        return Check(minute);
    }

    /// <summary>Checks where the windows are: at the newest minute that arrived or was moved to.</summary>
    public List<AlarmMessage> CheckInPlace() => Check(Math.Max(_newest, _end));

    public void Activate(RuleSet next)
    {
        _output.Clear();
        _detector.Activate(next, _output);
    }

    private List<AlarmMessage> Check(int minute)
    {
        _output.Clear();
        _detector.Check(minute, _output);
        return [.. _output.Alarms];
    }
}
