using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Samples a second from the bytes of records.</summary>
internal sealed class DecodePart : IPart
{
    public string Name => "decode";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(writer, "With decode (1 rule)", "entities", "records", "order", "ns/sample", "M samples/s", "value lists", "string keys");
        foreach (var entities in new[] { 1_000, 100_000, 1_000_000 })
        {
            Row(table, contest, new Fleet(entities), "single samples", Encoded.Singles);
            Row(table, contest, new Fleet(entities), $"batches of {Encoded.BatchSize}", Encoded.Batches);
            Row(table, contest, new Fleet(entities, Shuffled: false), $"batches of {Encoded.BatchSize}", Encoded.Batches);
        }
    }

    private static void Row(Table table, Contest contest, Fleet fleet, string records, Func<Fleet, int, Encoded> encode)
    {
        var engine = new EngineOverRecords(fleet, RuleSets.Of(RuleSets.Asking(1)), encode);
        if (fleet.Shuffled)
        {
            engine.Introduce();
        }

        var timings = contest.Run(
            engine,
            new SimpleOverRecords(fleet, new ValueLists(1), encode),
            new SimpleOverRecords(fleet, new StringKeys(1), encode));
        var ns = timings.MedianNs(0);
        table.Row(
            Table.Number(fleet.Count, "#,0"),
            records,
            fleet.Shuffled ? "any" : "same",
            Table.Number(ns),
            Table.Millions(ns),
            Table.Times(timings.Ratio(1, 0)),
            Table.Times(timings.Ratio(2, 0)));
    }
}
