using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Samples a second from the bytes of records.</summary>
internal sealed class DecodePart : IPart
{
    private const int BatchSize = 200;

    public string Name => "decode";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(writer, "With decode (1 rule, any order)", "entities", "records", "ns/sample", "M samples/s", "value lists", "string keys");
        foreach (var entities in new[] { 1_000, 100_000, 1_000_000 })
        {
            Row(table, contest, new Fleet(entities), "single samples", Encoded.Singles);
            Row(table, contest, new Fleet(entities), $"batches of {BatchSize}", (order, minute) => Encoded.Batches(order, minute, BatchSize));
        }
    }

    private static void Row(Table table, Contest contest, Fleet fleet, string records, Func<int[], int, Encoded> encode)
    {
        var timings = contest.Run(
            new EngineOverRecords("engine", fleet, RuleSets.Of(RuleSets.Asking(1)), encode),
            new SimpleOverRecords("value lists", fleet, new ValueLists(1), encode),
            new SimpleOverRecords("string keys", fleet, new StringKeys(1), encode));
        var ns = timings.MedianNs(0);
        table.Row(
            Table.Number(fleet.Count, "#,0"),
            records,
            Table.Number(ns),
            Table.Millions(ns),
            Table.Times(timings.Ratio(1, 0)),
            Table.Times(timings.Ratio(2, 0)));
    }
}
