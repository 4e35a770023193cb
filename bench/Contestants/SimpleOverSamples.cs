using Tocsin.Benchmarks.Loads;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>A simple contestant over samples that are already parsed.</summary>
internal sealed class SimpleOverSamples(Fleet fleet, ISimpleWindows windows) : SampleContestant
{
    private readonly int[] _order = fleet.Order();
    private readonly Sample[] _samples = [.. fleet.Order().Select(entity => fleet.Sample(entity, 0))];

    public override int SamplesPerMinute => fleet.Count;

    public override void Introduce(Fleet inOrder)
    {
        foreach (var entity in inOrder.Order())
        {
            windows.Take(inOrder.Sample(entity, 0), 0);
        }
    }

    public override void Check(int minute) => windows.Check(minute - 1);

    public override void Take(int minute)
    {
        for (var i = 0; i < _samples.Length; i++)
        {
            _samples[i].Integer = fleet.Value(_order[i], minute);
            windows.Take(_samples[i], minute);
        }
    }
}
