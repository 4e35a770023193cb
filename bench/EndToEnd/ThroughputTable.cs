using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>Samples a second from a full input topic through the engine, beside the bare loop of the client over the same records.</summary>
internal sealed class ThroughputTable(int repetitions)
{
    private const int Partitions = 8;
    private const int Entities = 1_000;
    private const int Singles = 780_000;
    private const int Batches = 6_400;

    /// <summary>For the compiler, which takes some time until it has done its best.</summary>
    private const int WarmUps = 3;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private readonly RuleSet _rules = RuleSets.Of(RuleSets.Asking(1));

    public void Write(TextWriter writer)
    {
        var table = new Table(
            writer,
            $"From the topic to the commit: {Entities:#,0} entities, {Partitions} partitions, one rule",
            "messages", "guarantee", "engine, M samples/s", "CPU us/sample", "bare loop, M samples/s", "CPU us/sample", "share of the bare loop", "state, B/sample");
        var fleet = new Fleet(Entities);
        Rows(table, "single samples", Encoded.Minutes(fleet, Encoded.Singles), Singles, samplesPerRecord: 1);
        Rows(table, $"batches of {Encoded.BatchSize}", Encoded.Minutes(fleet, Encoded.Batches), Batches, Encoded.BatchSize);
    }

    private void Rows(Table table, string name, Encoded[] minutes, int records, int samplesPerRecord)
    {
        using var topics = new Topics(Partitions);
        var client = new ClientSettings { BootstrapServers = topics.BootstrapServers };
        Preload.Write(client, minutes, Partitions, records);
        foreach (var guarantee in new[] { ProcessingGuarantee.ExactlyOnce, ProcessingGuarantee.AtLeastOnce })
        {
            var engine = new List<Progress>();
            var bare = new List<Progress>();

            for (var repetition = 0; repetition < WarmUps + repetitions; repetition++)
            {
                bare.Add(Measure(records, progress => new BareLoop(client, topics.NewGroup().GroupId, guarantee).Run(progress)));
                engine.Add(Measure(records, progress => RunEngine(client, topics.NewGroup(), guarantee, progress)));
            }

            Row(table, name, guarantee, engine.Skip(WarmUps).ToList(), bare.Skip(WarmUps).ToList(), (double)records * samplesPerRecord);
        }
    }

    private static void Row(Table table, string name, ProcessingGuarantee guarantee, List<Progress> engine, List<Progress> bare, double samples)
    {
        double Rate(Progress progress) => Progress.Share * samples / progress.Elapsed.TotalSeconds / 1e6;
        double Cost(Progress progress) => progress.Cpu.TotalMicroseconds / (Progress.Share * samples);
        table.Row(
            name,
            guarantee == ProcessingGuarantee.ExactlyOnce ? "exactly-once" : "at-least-once",
            Table.Number(Timings.Median(engine.Select(Rate)), "0.00"),
            Table.Number(Timings.Median(engine.Select(Cost)), "0.00"),
            Table.Number(Timings.Median(bare.Select(Rate)), "0.00"),
            Table.Number(Timings.Median(bare.Select(Cost)), "0.00"),
            Table.Number(Timings.Median(engine.Zip(bare, (left, right) => Rate(left) / Rate(right))) * 100, "0") + " %",
            Table.Number(Timings.Median(engine.Select(progress => progress.SavedBytes / samples)), "0.00"));
    }

    private static Progress Measure(long records, Action<Progress> run)
    {
        var progress = new Progress(records);
        run(progress);
        return progress;
    }

    private void RunEngine(ClientSettings client, StageIdentity identity, ProcessingGuarantee guarantee, Progress progress)
    {
        using var stop = new CancellationTokenSource(_patience);
        var settings = new RunnerSettings { Guarantee = guarantee };
        new StageHost(identity, client, settings, EngineStage.Of(_rules, progress), TimeProvider.System, NullLogger.Instance)
            .Run(() => StopWhenDone(progress, stop), stop.Token);
    }

    private static void StopWhenDone(Progress progress, CancellationTokenSource stop)
    {
        if (progress.IsDone)
        {
            stop.Cancel();
        }
    }
}
