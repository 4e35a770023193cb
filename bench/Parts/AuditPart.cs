using System.Diagnostics;
using Tocsin.Benchmarks.EndToEnd;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Ranges;

namespace Tocsin.Benchmarks.Parts;

/// <summary>Samples a second replayed and compared, from a topic to the verdict.</summary>
internal sealed class AuditPart : IPart
{
    private const int Partitions = 8;
    private const int Entities = 1_000;
    private const int Singles = 700_000;
    private const int Batches = 6_400;
    private const int WarmUps = 2;

    public string Name => "audit";

    public void Run(TextWriter writer, Contest contest)
    {
        var table = new Table(
            writer,
            $"Audit of a topic: {Entities:#,0} entities, {Partitions} partitions, one rule",
            "messages", "M samples/s", "CPU us/sample", "M samples/s and core", "bytes allocated/sample");
        var fleet = new Fleet(Entities);
        Row(table, "single samples", Encoded.Minutes(fleet, Encoded.Singles), Singles, 1, contest.Repetitions);
        Row(table, $"batches of {Encoded.BatchSize}", Encoded.Minutes(fleet, Encoded.Batches), Batches, Encoded.BatchSize, contest.Repetitions);
    }

    private static void Row(Table table, string name, Encoded[] minutes, int records, int samplesPerRecord, int repetitions)
    {
        using var topics = new Topics(Partitions);
        var client = new ClientSettings { BootstrapServers = topics.BootstrapServers };
        Preload.Write(client, minutes, Partitions, records);
        var runs = Enumerable.Range(0, WarmUps + repetitions).Select(_ => Measure(client)).Skip(WarmUps).ToList();
        var samples = (double)records * samplesPerRecord;
        var cpuUs = Timings.Median(runs.Select(run => run.Cpu.TotalMicroseconds / samples));
        table.Row(
            name,
            Table.Number(Timings.Median(runs.Select(run => samples / run.Elapsed.TotalSeconds / 1e6)), "0.00"),
            Table.Number(cpuUs, "0.00"),
            Table.Number(1 / cpuUs, "0.00"),
            Table.Number(Timings.Median(runs.Select(run => run.Bytes / samples)), "0.0"));
    }

    /// <summary>As the command does it; the processor time is that of the whole process, with the broker in it.</summary>
    private static (TimeSpan Elapsed, TimeSpan Cpu, double Bytes) Measure(ClientSettings client)
    {
        using var process = Process.GetCurrentProcess();
        var (begun, cpu, bytes) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime, GC.GetTotalAllocatedBytes());
        using (var log = new KafkaRecordedLog(client))
        {
            Parallel.For(0, Partitions, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, partition => Audit(log, partition));
        }

        process.Refresh();
        return (Stopwatch.GetElapsedTime(begun), process.TotalProcessorTime - cpu, GC.GetTotalAllocatedBytes() - bytes);
    }

    private static void Audit(KafkaRecordedLog log, int partition)
    {
        var replay = new PartitionReplay(Topics.Input, partition, new Detector(RuleSets.Of(RuleSets.Asking(1))), static _ => null);
        var audit = new AlarmAudit([], settling: null, static finding => throw new InvalidOperationException($"no rule fires, but {finding}"));
        foreach (var record in log.Read(Topics.Input, partition, log.Bounds(Topics.Input, partition), CancellationToken.None))
        {
            audit.Take(record.Offset, replay.Process(record.Offset, record.TimestampMs, record.Value));
        }

        audit.Finish();
    }
}
