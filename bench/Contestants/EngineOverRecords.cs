using Tocsin.Benchmarks.Loads;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>The engine as a task runs it: from the bytes of records.</summary>
internal sealed class EngineOverRecords(int samples, RuleSet rules, Encoded[] minutes) : Contestant
{
    private readonly Detector _detector = new(rules);
    private readonly DetectorOutput _output = new();

    public override int SamplesPerMinute => samples;

    public override void Run(int minute) => Process(minutes[minute % minutes.Length], Fleet.TimeMs(minute));

    public override void Introduce(Fleet inOrder) => Process(Encoded.Batches(inOrder, 0), Fleet.TimeMs(0));

    private void Process(Encoded records, long timeMs)
    {
        for (var i = 0; i < records.Count; i++)
        {
            _detector.Process(records[i], timeMs, static _ => null, _output);
        }

        _output.Clear();
    }
}
