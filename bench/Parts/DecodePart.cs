using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Samples a second from the bytes of records.</summary>
internal sealed class DecodePart : IPart
{
    /// <summary>More take the simple ways minutes.</summary>
    private const int MostSimpleEntities = 100_000;

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
        var minutes = Encoded.Minutes(fleet, encode);
        var engine = new EngineOverRecords(fleet.Count, RuleSets.Of(RuleSets.Asking(1)), minutes);
        var isSmall = fleet.Count <= MostSimpleEntities;
        var timings = isSmall
            ? contest.Run(fleet, engine, new SimpleOverRecords(fleet.Count, new ValueLists(1), minutes), new SimpleOverRecords(fleet.Count, new StringKeys(1), minutes))
            : contest.Run(fleet, engine);
        var ns = timings.MedianNs(0);
        table.Row(
            Table.Number(fleet.Count, "#,0"),
            records,
            fleet.Shuffled ? "any" : "same",
            Table.Number(ns),
            Table.Millions(ns),
            isSmall ? Table.Times(timings.Ratio(1, 0)) : Table.Nothing,
            isSmall ? Table.Times(timings.Ratio(2, 0)) : Table.Nothing);
    }
}
