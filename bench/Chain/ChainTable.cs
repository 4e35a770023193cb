using Tocsin.Benchmarks.Measuring;
using Tocsin.Dispatch;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.Chain;

/// <summary>
/// The time from handing a sample to the producer until the webhook has the alarm it raises on arrival, and how far each topic on the way is behind the sample. A row has a
/// broker of its own.
/// </summary>
internal static class ChainTable
{
    /// <summary>What every client has by itself: the embedded broker doesn't wake a reader that waits at the end, but answers when this time is over.</summary>
    private const int UsualWaitMs = 50;

    private const int ShorterWaitMs = 10;

    /// <summary>Nearly what a broker does that wakes its readers.</summary>
    private const int BriefWaitMs = 1;

    public static void Write(TextWriter writer)
    {
        var table = new Table(
            writer, $"From a sample to the webhook, {ChainRun.ProbesPerSecond} alarms a second",
            ["way", "guarantee", "longest wait of a fetch, ms", "p50, ms", "p99, ms", "of so many", .. ChainRun.Steps.Select(step => $"{step}, p50, ms")]);
        foreach (var waitMs in new[] { UsualWaitMs, ShorterWaitMs, BriefWaitMs })
        {
            Row(table, DispatchSource.Commands, ProcessingGuarantee.AtLeastOnce, waitMs);
            Row(table, DispatchSource.Alarms, ProcessingGuarantee.AtLeastOnce, waitMs);
        }

        Row(table, DispatchSource.Commands, ProcessingGuarantee.ExactlyOnce, BriefWaitMs);
        Row(table, DispatchSource.Alarms, ProcessingGuarantee.ExactlyOnce, BriefWaitMs);
    }

    private static void Row(Table table, DispatchSource from, ProcessingGuarantee guarantee, int waitMs)
    {
        using var run = new ChainRun(from, guarantee, waitMs);
        var latencies = run.Latencies();
        table.Row(
        [
            from == DispatchSource.Commands ? "with Converge" : "Dispatch from alarms",
            guarantee == ProcessingGuarantee.ExactlyOnce ? "exactly-once" : "at-least-once",
            $"{waitMs}",
            Table.Number(latencies[latencies.Length / 2]),
            Table.Number(latencies[latencies.Length * 99 / 100]),
            $"{latencies.Length}",
            .. run.StepsMs().Select(ms => ms is { } known ? Table.Number(known) : Table.Nothing),
        ]);
    }
}
