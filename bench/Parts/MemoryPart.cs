using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>What windows need on the managed heap, with everything that belongs to them: entities, their names, tables.</summary>
internal sealed class MemoryPart : IPart
{
    /// <summary>As many as every window has minutes, and two more.</summary>
    private const int Minutes = RuleSets.PeriodMinutes + 2;
    private const int AllLoud = 25;

    public string Name => "memory";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(writer, "Memory", "entities", "rules each", "windows", "bytes/window", "M windows/GB", "value lists", "string keys");
        foreach (var (entities, rules, isSmall) in new[] { (1_000_000, 1, false), (200_000, 10, false), (50_000, 1, true), (10_000, 10, true) })
        {
            Row(table, new Fleet(entities, LoudPercent: 0), rules, "quiet", isSmall);
            Row(table, new Fleet(entities, LoudPercent: AllLoud), rules, "with matches", isSmall);
        }
    }

    private static void Row(Table table, Fleet fleet, int rules, string windows, bool isSmall)
    {
        var count = (double)fleet.Count * rules;
        var engine = HeldBytes(new EngineOverSamples(fleet, RuleSets.Of(RuleSets.Asking(rules)))) / count;
        table.Row(
            Table.Number(fleet.Count, "#,0"),
            Table.Number(rules, "0"),
            windows,
            Table.Number(engine, "0"),
            Table.Millions(engine),
            isSmall ? Table.Times(HeldBytes(new SimpleOverSamples(fleet, new ValueLists(rules))) / count / engine) : Table.Nothing,
            isSmall ? Table.Times(HeldBytes(new SimpleOverSamples(fleet, new StringKeys(rules))) / count / engine) : Table.Nothing);
    }

    /// <summary>What a contestant holds after some minutes over what it held before the first.</summary>
    private static long HeldBytes(Contestant contestant)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var minute = 0; minute < Minutes; minute++)
        {
            contestant.Run(minute);
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(contestant);
        return held;
    }
}
