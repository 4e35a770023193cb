using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>What rules cost that don't match.</summary>
internal sealed class RulesPart : IPart
{
    private const int More = 10_000;

    public string Name => "rules";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(writer, "10,000 more rules that don't match (1 that does, same order)", "entities", "alone, ns/sample", "of other metrics", "of other names");
        foreach (var entities in new[] { 1_000, 100_000 })
        {
            Row(table, contest, new Fleet(entities, Shuffled: false));
        }
    }

    private static void Row(Table table, Contest contest, Fleet fleet)
    {
        var timings = contest.Run(
            fleet,
            Engine(fleet, []),
            Engine(fleet, RuleSets.OfOtherMetrics(More)),
            Engine(fleet, RuleSets.OfOtherNames(More)));
        table.Row(
            Table.Number(fleet.Count, "#,0"),
            Table.Number(timings.MedianNs(0)),
            Table.Percent(timings.Ratio(1, 0) - 1),
            Table.Percent(timings.Ratio(2, 0) - 1));
    }

    private static EngineOverSamples Engine(Fleet fleet, IEnumerable<Engine.Rules.Rule> more) => new(fleet, RuleSets.Of(RuleSets.Asking(1).Concat(more)));
}
