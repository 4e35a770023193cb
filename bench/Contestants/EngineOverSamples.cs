using System.Runtime.CompilerServices;
using Tocsin.Benchmarks.Loads;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Samples;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>The engine alone: samples are already decoded, as the reader of records hands them over.</summary>
internal sealed class EngineOverSamples : Contestant
{
    private readonly DetectorOutput _output = new();
    private readonly int[] _order;
    private readonly Encoded _records;
    private readonly EntitySlot[] _entities;
    private readonly ByteRange _metric;

    public EngineOverSamples(string name, Fleet fleet, RuleSet rules)
        : base(name)
    {
        Detector = new Detector(rules);
        _order = fleet.Order();
        _records = Encoded.Singles(_order, minute: 0);
        _entities = new EntitySlot[_order.Length];
        var tables = new RecordTables();
        for (var i = 0; i < _order.Length; i++)
        {
            RecordParser.Parse(_records[i], tables);
            _entities[i] = tables.Entities[0];
            _metric = tables.Metrics[0];
        }
    }

    public Detector Detector { get; }

    public override int SamplesPerMinute => _order.Length;

    /// <summary>Makes the engine know every entity in the order of their numbers, whatever the order in which they send.</summary>
    public void Introduce()
    {
        Detector.Advance(Fleet.TimeMs(0), _output);
        var places = new int[_order.Length];
        for (var i = 0; i < _order.Length; i++)
        {
            places[_order[i]] = i;
        }

        foreach (var place in places)
        {
            Observe(place, minute: 0);
        }
    }

    public override void Run(int minute)
    {
        Detector.Advance(Fleet.TimeMs(minute), _output);
        for (var i = 0; i < _order.Length; i++)
        {
            Observe(i, minute);
        }

        _output.Clear();
    }

    private void Observe(int place, int minute)
    {
        var point = new PointSlot { Kind = ValueKind.Whole, Raw = Fleet.Value(_order[place], minute) };
        Unsafe.SkipInit(out Sample sample);
        sample.Fill(_records[place], _metric, in _entities[place], in point, 0);
        Detector.Observe(sample, _output);
    }
}
