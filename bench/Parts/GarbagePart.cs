using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Bytes allocated for each sample once everything is warm.</summary>
internal sealed class GarbagePart : IPart
{
    private const int WarmUpMinutes = 30;
    private const int Minutes = 20;

    public string Name => "garbage";

    public void Run(TextWriter writer, Contest contest)
    {
        var fleet = new Fleet(10_000);
        var table = new Table(writer, "Garbage in steady state (bytes/sample, 10,000 entities, 1 rule)", "samples", "engine", "value lists", "string keys");
        Row(table, "decoded", new EngineOverSamples(fleet, RuleSets.Of(RuleSets.Asking(1))), windows => new SimpleOverSamples(fleet, windows));
        Row(table, "single samples", fleet, Encoded.Minutes(fleet, Encoded.Singles));
        Row(table, $"batches of {Encoded.BatchSize}", fleet, Encoded.Minutes(fleet, Encoded.Batches));
    }

    private static void Row(Table table, string samples, Fleet fleet, Encoded[] minutes) =>
        Row(table, samples, new EngineOverRecords(fleet.Count, RuleSets.Of(RuleSets.Asking(1)), minutes), windows => new SimpleOverRecords(fleet.Count, windows, minutes));

    private static void Row(Table table, string samples, Contestant engine, Func<ISimpleWindows, Contestant> simple) =>
        table.Row(samples, Cell(engine), Cell(simple(new ValueLists(1))), Cell(simple(new StringKeys(1))));

    private static string Cell(Contestant contestant)
    {
        for (var minute = 0; minute < WarmUpMinutes; minute++)
        {
            contestant.Run(minute);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var minute = WarmUpMinutes; minute < WarmUpMinutes + Minutes; minute++)
        {
            contestant.Run(minute);
        }

        return Table.Number((GC.GetAllocatedBytesForCurrentThread() - before) / ((double)Minutes * contestant.SamplesPerMinute));
    }
}
