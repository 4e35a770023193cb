using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Parts;

/// <summary>The whole way through a partition of the actions topic: a signal, its requests, their decisions and the outcomes; and what an episode takes.</summary>
internal static class PartitionPart
{
    private const int Signals = 100_000;
    private const int Remembered = 100_000;

    /// <summary>The state is saved after so many records.</summary>
    private const int SaveEvery = 50_000;

    public static void Run(TextWriter writer, int repetitions)
    {
        var table = new Table(writer, "The whole partition (signals of 2 notices each; every record decoded)", "policy", "records/signal", "us/signal", "k signals/s", "k decisions/s", "bytes allocated each signal");
        Row(table, "undefended", () => SignalLog.Match(DefenseAction.Unspecified, 0, 0), repetitions);
        Row(table, "undefended, repeated every hour", () => SignalLog.Match(DefenseAction.Unspecified, 60, 0), repetitions);
        Row(table, "summarised", () => SignalLog.Match(DefenseAction.Summarise, 0, 0), repetitions);
        Row(table, "summarised, past the storm guard", () => SignalLog.Match(DefenseAction.Summarise, 0, 10_000), repetitions);
        Row(table, "undefended, in a storm", () => SignalLog.Match(DefenseAction.Unspecified, 0, 100), repetitions);
        Memory(writer);
    }

    private static void Row(Table table, string what, Func<PolicyMatch> match, int repetitions)
    {
        var log = new SignalLog(match, 10_000, Signals);
        Replay(log);
        var runs = Enumerable.Range(0, repetitions).Select(_ => Replay(log)).ToList();
        var ns = Timings.Median(runs.Select(each => each.Ns));
        table.Row(
            what,
            Table.Number((double)log.Entries.Count / log.Signals, "0.0"),
            Table.Number(ns / 1_000, "0.0"),
            Table.Number(1_000_000 / ns, "0"),
            Table.Number(1_000_000 / ns * log.Decisions / log.Signals, "0"),
            Table.Number(runs[^1].Bytes, "#,0"));
    }

    private static (double Ns, double Bytes) Replay(SignalLog log)
    {
        var (partition, output) = (ActionPartition.Load(SignalLog.Topic, 0, []), new ConvergenceOutput());
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.NowNs();
        for (var offset = 0; offset < log.Entries.Count; offset++)
        {
            var entry = log.Entries[offset];
            output.Clear();
            partition.Process(ActionRecords.Read(entry.Value).Record!, entry.Key, offset, entry.TimestampMs, output);
            if (offset % SaveEvery == SaveEvery - 1)
            {
                partition.Save(changed);
                changed.Clear();
            }
        }

        return ((ThreadClock.NowNs() - start) / log.Signals, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)log.Signals);
    }

    private static void Memory(TextWriter writer)
    {
        var table = new Table(writer, $"Episodes ({Remembered:#,0} hosts)", "what", "bytes in memory", "bytes in the changelog");
        Row(table, "told, nothing to be repeated", AlarmState.Firing, 0);
        Row(table, "told, to be repeated", AlarmState.Firing, 60);
        Row(table, "over, for a day", AlarmState.Recovered, 60);
    }

    private static void Row(Table table, string what, AlarmState state, uint repeatMinutes)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (partition, output) = (ActionPartition.Load(SignalLog.Topic, 0, []), new ConvergenceOutput());
        Fill(partition, output, AlarmState.Firing, repeatMinutes, 0);
        if (state != AlarmState.Firing)
        {
            Fill(partition, output, state, repeatMinutes, Remembered);
        }

        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        partition.Save(changed);
        var saved = changed.Sum(record => (long)record.Key.Length + (record.Value?.Length ?? 0));
        changed = null;
        output.Clear();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(partition);
        table.Row(what, Table.Number((double)held / Remembered, "#,0"), Table.Number((double)saved / Remembered, "#,0"));
    }

    private static void Fill(ActionPartition partition, ConvergenceOutput output, AlarmState state, uint repeatMinutes, int first)
    {
        const long nowMs = 1_700_000_000_000;
        for (var host = 0; host < Remembered; host++)
        {
            output.Clear();
            var signal = SignalLog.Signal(SignalLog.Match(DefenseAction.Unspecified, repeatMinutes, 0), host, first + host, nowMs, state);
            partition.Process(new ActionRecord { Signal = signal }, [], first + host, nowMs, output);
        }
    }
}
