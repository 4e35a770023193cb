using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Benchmarks.Loads;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>How long an instance that starts needs until it has the windows of all entities again, joining the group included.</summary>
internal sealed class RestoreTable
{
    /// <summary>So many that no changelog partition gets larger than what the embedded broker keeps.</summary>
    private const int Partitions = 32;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private readonly RuleSet _rules = RuleSets.Of(RuleSets.Asking(1));

    public void Write(TextWriter writer)
    {
        var table = new Table(writer, $"From the start of an instance to its state, {Partitions} partitions", "windows", "state, MB", "joining an empty group, s", "with its state, s");
        foreach (var entities in new[] { 100_000, 1_000_000 })
        {
            Row(table, entities);
        }
    }

    private void Row(Table table, int entities)
    {
        using var topics = new Topics(Partitions);
        var client = new ClientSettings { BootstrapServers = topics.BootstrapServers };
        var fleet = new Fleet(entities, Shuffled: false, LoudPercent: 25);
        var records = (entities + Encoded.BatchSize - 1) / Encoded.BatchSize;
        var empty = Start(client, topics.NewGroup());
        Preload.Write(client, [Encoded.Batches(fleet, 0)], Partitions, records);
        var identity = topics.NewGroup();
        var progress = new Progress(records);
        Run(client, identity, progress, () => progress.IsDone);

        // Under another name, because the embedded broker keeps a group waiting for a member that left.
        var restored = Start(client, identity with { GroupId = topics.NewGroup().GroupId });
        table.Row(
            Table.Number(entities, "#,0"),
            Table.Number(progress.SavedBytes / 1e6),
            Table.Number(empty.TotalSeconds, "0.00"),
            Table.Number(restored.TotalSeconds, "0.00"));
    }

    private TimeSpan Start(ClientSettings client, StageIdentity identity)
    {
        var progress = new Progress(long.MaxValue);
        var begin = Stopwatch.GetTimestamp();
        var end = begin;
        Run(client, identity, progress, () =>
        {
            end = Stopwatch.GetTimestamp();
            return progress.Stages == Partitions;
        });
        return Stopwatch.GetElapsedTime(begin, end);
    }

    private void Run(ClientSettings client, StageIdentity identity, Progress progress, Func<bool> isDone)
    {
        using var stop = new CancellationTokenSource(_patience);
        var settings = new RunnerSettings { Guarantee = ProcessingGuarantee.AtLeastOnce };
        new StageHost(identity, client, settings, EngineStage.Of(_rules, progress), TimeProvider.System, NullLogger.Instance).Run(
            () =>
            {
                if (isDone())
                {
                    stop.Cancel();
                }
            },
            stop.Token);
    }
}
