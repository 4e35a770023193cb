using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>What the end of a minute costs.</summary>
internal sealed class CheckPart : IPart
{
    private const int Entities = 100_000;
    private const int FirstMinute = 20;

    public string Name => "check";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(writer, $"A minute's check (100,000 windows)", "with a match in reach", "us/check", "ns/active window", "value lists", "string keys");
        foreach (var loud in new[] { 0, 1, 25 })
        {
            Row(table, contest, new Fleet(Entities, LoudPercent: loud));
        }
    }

    private static void Row(Table table, Contest contest, Fleet fleet)
    {
        var active = fleet.Count / 100.0 * fleet.LoudPercent * Fleet.Variants;
        var timings = contest.Checks(
            FirstMinute,
            new EngineOverSamples(fleet, RuleSets.Of(RuleSets.Asking(1))),
            new SimpleOverSamples(fleet, new ValueLists(1)),
            new SimpleOverSamples(fleet, new StringKeys(1)));
        table.Row(
            Table.Number(active, "#,0"),
            Table.Number(timings.MedianNs(0) / 1_000),
            active > 0 ? Table.Number(timings.MedianNs(0) / active) : Table.Nothing,
            Table.Times(timings.Ratio(1, 0)),
            Table.Times(timings.Ratio(2, 0)));
    }
}
