using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Samples a second of the engine alone.</summary>
internal sealed class EnginePart : IPart
{
    /// <summary>More entities than this take the simple ways gigabytes, or minutes.</summary>
    private const int MostSimpleEntities = 100_000;

    public string Name => "engine";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(writer, "Engine alone (decoded samples)", "entities", "rules each", "order", "ns/sample", "M samples/s", "M windows/s", "value lists", "string keys");
        foreach (var entities in new[] { 1_000, 100_000, 1_000_000 })
        {
            foreach (var rules in new[] { 1, 10 })
            {
                Row(table, contest, new Fleet(entities), rules);
            }

            Row(table, contest, new Fleet(entities, Shuffled: false), 1);
        }
    }

    private static void Row(Table table, Contest contest, Fleet fleet, int rules)
    {
        var engine = new EngineOverSamples(fleet, RuleSets.Of(RuleSets.Asking(rules)));
        var isSmall = fleet.Count <= MostSimpleEntities;
        var timings = isSmall
            ? contest.Run(fleet, engine, new SimpleOverSamples(fleet, new ValueLists(rules)), new SimpleOverSamples(fleet, new StringKeys(rules)))
            : contest.Run(fleet, engine);
        var ns = timings.MedianNs(0);
        table.Row(
            Table.Number(fleet.Count, "#,0"),
            Table.Number(rules, "0"),
            fleet.Shuffled ? "any" : "same",
            Table.Number(ns),
            Table.Millions(ns),
            Table.Millions(ns / rules),
            isSmall ? Table.Times(timings.Ratio(1, 0)) : Table.Nothing,
            isSmall ? Table.Times(timings.Ratio(2, 0)) : Table.Nothing);
    }
}
