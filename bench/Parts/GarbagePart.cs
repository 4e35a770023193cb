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
        var rules = RuleSets.Of(RuleSets.Asking(1));
        var table = new Table(writer, "Garbage in steady state (bytes/sample, 10,000 entities, 1 rule)", "samples", "engine", "value lists", "string keys");
        Row(table, "decoded", new EngineOverSamples(fleet, rules), windows => new SimpleOverSamples(fleet, windows));
        Row(table, "single samples", new EngineOverRecords(fleet, rules, Encoded.Singles), windows => new SimpleOverRecords(fleet, windows, Encoded.Singles));
        Row(table, $"batches of {Encoded.BatchSize}", new EngineOverRecords(fleet, rules, Encoded.Batches), windows => new SimpleOverRecords(fleet, windows, Encoded.Batches));
    }

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
