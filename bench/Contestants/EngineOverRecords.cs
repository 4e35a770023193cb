using Tocsin.Benchmarks.Loads;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>The engine as a task runs it: from the bytes of records.</summary>
internal sealed class EngineOverRecords(Fleet fleet, RuleSet rules, Func<Fleet, int, Encoded> encode) : Contestant
{
    private readonly Detector _detector = new(rules);
    private readonly DetectorOutput _output = new();
    private readonly Encoded[] _minutes = [.. Enumerable.Range(0, Fleet.Variants).Select(minute => encode(fleet, minute))];

    public override int SamplesPerMinute => fleet.Count;

    /// <summary>Makes the engine know every entity in the order of their numbers, whatever the order in which they send.</summary>
    public void Introduce()
    {
        var records = encode(fleet with { Shuffled = false }, 0);
        for (var i = 0; i < records.Count; i++)
        {
            _detector.Process(records[i], Fleet.TimeMs(0), static _ => null, _output);
        }
    }

    public override void Run(int minute)
    {
        var records = _minutes[minute % Fleet.Variants];
        var timeMs = Fleet.TimeMs(minute);
        for (var i = 0; i < records.Count; i++)
        {
            _detector.Process(records[i], timeMs, static _ => null, _output);
        }

        _output.Clear();
    }
}
