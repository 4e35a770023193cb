using System.Runtime.CompilerServices;
using System.Text;
using Tocsin.Benchmarks.Loads;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Samples;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>The engine alone: samples are already decoded, as the reader of records hands them over.</summary>
internal sealed class EngineOverSamples : SampleContestant
{
    private readonly Fleet _fleet;
    private readonly Detector _detector;
    private readonly DetectorOutput _output = new();
    private readonly int[] _order;
    private readonly byte[] _text;
    private readonly uint[] _hashes;
    private readonly ByteRange _metric = new(0, Fleet.Metric.Length);

    public EngineOverSamples(Fleet fleet, RuleSet rules)
    {
        _fleet = fleet;
        _detector = new Detector(rules);
        _order = fleet.Order();
        _text = Encoding.UTF8.GetBytes(Fleet.Metric + string.Concat(_order.Select(Fleet.Id)));
        _hashes = [.. _order.Select((_, place) => IdentityHash.Of((int)Scope.Service, Id(place).Of(_text), default))];
    }

    public override int SamplesPerMinute => _order.Length;

    public override void Introduce(Fleet inOrder)
    {
        var places = new int[_order.Length];
        for (var place = 0; place < _order.Length; place++)
        {
            places[_order[place]] = place;
        }

        Check(0);
        foreach (var entity in inOrder.Order())
        {
            Observe(places[entity], minute: 0);
        }
    }

    public override void Check(int minute) => _detector.Advance(Fleet.TimeMs(minute), _output);

    public override void Take(int minute)
    {
        for (var i = 0; i < _order.Length; i++)
        {
            Observe(i, minute);
        }

        _output.Clear();
    }

    private ByteRange Id(int place) => new(_metric.End + (place * Fleet.IdLength), Fleet.IdLength);

    private void Observe(int place, int minute)
    {
        var point = new PointSlot { Kind = ValueKind.Whole, Raw = _fleet.Value(_order[place], minute) };
        var entity = new EntitySlot { Scope = (int)Scope.Service, Hash = _hashes[place], Id0 = Id(place) };
        Unsafe.SkipInit(out Engine.Samples.Sample sample);
        sample.Fill(_text, _metric, in entity, in point, 0);
        _detector.Observe(sample, _output);
    }
}
