using System.Diagnostics;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>
/// The time from handing a sample to the producer until a consumer has the alarm it raises on arrival, while other samples come at a steady rate.
/// Producer, broker, engine and consumer share the process.
/// </summary>
internal sealed class LatencyTable
{
    private const int Partitions = 4;
    private const int SamplesPerMs = 100;
    private const int Entities = 1_000;
    private const int WarmUpProbes = 300;
    private const int Probes = 2_000;
    private const int MsPerProbe = 3;
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(5);
    private readonly RuleSet _rules = SettingsReader.Read(
        $"rules: {{probe_rule: {{metrics-name: {Fleet.Metric}, op: \">\", threshold: 1000000, evaluate: on-arrival}}}}", "bench.yml").RuleSet!;

    public void Write(TextWriter writer)
    {
        var table = new Table(
            writer, $"From a sample to its alarm, {SamplesPerMs * 1_000:#,0} single samples a second besides", "guarantee", "commit interval, ms", "p50, ms", "p99, ms", "of so many");
        Row(table, ProcessingGuarantee.ExactlyOnce);
        Row(table, ProcessingGuarantee.AtLeastOnce);
    }

    private void Row(Table table, ProcessingGuarantee guarantee)
    {
        using var topics = new Topics(Partitions);
        using var stop = new CancellationTokenSource();
        var settings = new RunnerSettings { Guarantee = guarantee };
        var client = new ClientSettings
        {
            BootstrapServers = topics.BootstrapServers,

            // The embedded broker doesn't wake a reader that waits at the end; it answers when the waiting time is over.
            Options = new Dictionary<string, string> { ["linger.ms"] = "1", ["fetch.wait.max.ms"] = "1" },
        };
        var identity = topics.NewGroup();
        var host = new StageHost(identity, client, settings, EngineStage.Of(_rules, new Progress(long.MaxValue)), TimeProvider.System, NullLogger.Instance);
        var sent = new long[WarmUpProbes + Probes];
        var engine = Start(() => host.Run(() => { }, stop.Token));
        var producer = Start(() => Produce(client, sent, stop.Token));
        var latencies = Collect(client, sent).Skip(WarmUpProbes).Order().ToArray();
        stop.Cancel();
        Task.WaitAll(engine, producer);
        table.Row(
            guarantee == ProcessingGuarantee.ExactlyOnce ? "exactly-once" : "at-least-once",
            Table.Number(settings.CommitInterval.TotalMilliseconds, "0"),
            Table.Number(latencies[latencies.Length / 2]),
            Table.Number(latencies[latencies.Length * 99 / 100]),
            Table.Number(latencies.Length, "#,0"));
    }

    /// <summary>Every millisecond its share of samples, every few of them one of an entity that was never seen and is over the threshold.</summary>
    private static void Produce(ClientSettings client, long[] sent, CancellationToken stop)
    {
        using var writer = new TopicWriter(client);
        var fleet = new Fleet(Entities);
        var background = Enumerable.Range(0, Entities).Select(entity => new MetricRecord { Sample = fleet.Sample(entity, 0) }.ToByteArray()).ToArray();
        var begin = Stopwatch.GetTimestamp();
        for (var (ms, count) = (0L, 0); !stop.IsCancellationRequested; ms++)
        {
            for (var i = 0; i < SamplesPerMs; i++, count++)
            {
                writer.Write(new OutputRecord(Topics.Input, null, background[count % Entities]), count % Partitions);
            }

            var probe = ms / MsPerProbe;
            if (ms % MsPerProbe == 0 && probe < sent.Length)
            {
                Volatile.Write(ref sent[probe], Stopwatch.GetTimestamp());
                writer.Write(new OutputRecord(Topics.Input, Key(probe), Probe(probe)), (int)(probe % Partitions));
            }

            while (Stopwatch.GetElapsedTime(begin).TotalMilliseconds < ms)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>The latencies in milliseconds in the order of the probes.</summary>
    private static double[] Collect(ClientSettings client, long[] sent)
    {
        using var reader = new TopicReader(client, Topics.Alarms, fromBeginning: true);
        var latencies = new double[sent.Length];
        for (var left = sent.Length; left > 0;)
        {
            if (reader.Read(_wait) is { } record && AlarmMessage.Parser.ParseFrom(record.Value) is { State: AlarmState.Firing } alarm)
            {
                var probe = int.Parse(alarm.Id0, CultureInfo.InvariantCulture);
                latencies[probe] = Stopwatch.GetElapsedTime(Volatile.Read(ref sent[probe])).TotalMilliseconds;
                left--;
            }
        }

        return latencies;
    }

    private static byte[] Key(long probe) => Encoding.UTF8.GetBytes(probe.ToString(CultureInfo.InvariantCulture));

    private static byte[] Probe(long probe) => new MetricRecord
    {
        Sample = new Sample
        {
            Metric = Fleet.Metric,
            Entity = new Entity { Scope = Scope.Service, Id0 = probe.ToString(CultureInfo.InvariantCulture) },
            Integer = 2_000_000,
        },
    }.ToByteArray();

    private static Task Start(Action run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
