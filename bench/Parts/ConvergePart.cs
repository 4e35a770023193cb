using System.Text;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Decisions a second before packages, and what a partition remembers for a group; then all that decides in a partition together.</summary>
internal sealed class ConvergePart : IPart
{
    private const int Requests = 200_000;
    private const int Remembered = 100_000;

    /// <summary>The state is saved after so many records.</summary>
    private const int SaveEvery = 50_000;
    private static readonly DefenseAction[] _actions = [.. Enum.GetValues<DefenseAction>().Where(action => action != DefenseAction.Unspecified)];

    public string Name => "converge";

    public void Run(TextWriter writer, Contest contest)
    {
        Speed(writer, contest.Repetitions);
        Memory(writer);
        PartitionPart.Run(writer, contest.Repetitions);
    }

    private static void Speed(TextWriter writer, int repetitions)
    {
        var table = new Table(writer, "Decisions (a request, and the outcome of what runs; state saved now and then)", "action", "hosts", "run", "us/decision", "k decisions/s", "with decode", "bytes allocated each");
        foreach (var hosts in new[] { 1_000, 50_000 })
        {
            foreach (var action in _actions)
            {
                Row(table, new ActionLog(action, hosts, Requests), action, hosts, repetitions);
            }
        }
    }

    private static void Row(Table table, ActionLog log, DefenseAction action, int hosts, int repetitions)
    {
        Replay(log, decodes: true);
        var plain = Enumerable.Range(0, repetitions).Select(_ => Replay(log, decodes: false)).ToList();
        var decoded = Timings.Median(Enumerable.Range(0, repetitions).Select(_ => Replay(log, decodes: true).Ns));
        var ns = Timings.Median(plain.Select(each => each.Ns));
        table.Row(
            action.ToString(),
            Table.Number(hosts, "#,0"),
            Table.Number(log.Ran * 100, "0") + " %",
            Table.Number(ns / 1_000, "0.00"),
            Table.Number(1_000_000 / ns, "0"),
            Table.Number(1_000_000 / decoded, "0"),
            Table.Number(plain[^1].Bytes, "#,0"));
    }

    private static (double Ns, double Bytes) Replay(ActionLog log, bool decodes)
    {
        var (converger, output) = (new Converger(0), new ConvergenceOutput());
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.NowNs();
        for (var offset = 0; offset < log.Entries.Count; offset++)
        {
            var entry = log.Entries[offset];
            output.Clear();
            converger.Process(decodes ? ActionRecords.Read(entry.Value).Record! : entry.Record, entry.Key, offset, entry.TimestampMs, output);
            if (offset % SaveEvery == SaveEvery - 1)
            {
                converger.Save(changed);
                changed.Clear();
            }
        }

        return ((ThreadClock.NowNs() - start) / log.Requests, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)log.Requests);
    }

    private static void Memory(TextWriter writer)
    {
        var table = new Table(writer, $"State ({Remembered:#,0} hosts)", "what", "bytes in memory", "bytes in the changelog");
        Row(table, "group, nothing running", DefenseAction.SkipAfterExceed, count: 1, each: 1, ends: true);
        Row(table, "group with 10 skipped members", DefenseAction.SkipAfterExceed, count: 1, each: 11, ends: true);
        Row(table, "group that asks about runs, none running", DefenseAction.SkipAfterSuccess, count: 1, each: 1, ends: true);
        Row(table, "2 of 3 counted, none running", DefenseAction.SkipAfterSuccess, count: 3, each: 2, ends: true);
        Row(table, "group with a run", DefenseAction.WaitDuringExecution, count: 1, each: 1, ends: false);
        Row(table, "group with a run and a waiter", DefenseAction.WaitDuringExecution, count: 1, each: 2, ends: false);
    }

    private static void Row(Table table, string what, DefenseAction action, uint count, int each, bool ends)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var converger = Filled(action, count, each, ends);
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        converger.Save(changed);
        var saved = changed.Sum(record => (long)record.Key.Length + (record.Value?.Length ?? 0));
        changed = null;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(converger);
        table.Row(what, Table.Number((double)held / Remembered, "#,0"), Table.Number((double)saved / Remembered, "#,0"));
    }

    private static Converger Filled(DefenseAction action, uint count, int each, bool ends)
    {
        var (converger, output) = (new Converger(0), new ConvergenceOutput());
        const long nowMs = 1_700_000_000_000;
        for (var number = 0; number < Remembered * each; number++)
        {
            output.Clear();
            var request = ActionLog.Request(action, number % Remembered, number, nowMs, count);
            converger.Process(new ActionRecord { Request = request }, Encoding.UTF8.GetBytes(ConvergenceKey.OfPartition(request)), number, nowMs, output);
            if (ends && output.Commands.Count > 0)
            {
                var outcome = new Outcome { RecordId = output.Commands[0].RecordId, Result = OutcomeResult.Failure };
                converger.Process(new ActionRecord { Outcome = outcome }, [], number, nowMs, output);
            }
        }

        return converger;
    }
}
