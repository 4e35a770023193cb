using System.CommandLine;
using Tocsin.Protos;
using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.Provisioning;

/// <summary><c>tocsin topics create</c>.</summary>
internal static class CreateCommand
{
    private const int DefaultPartitions = 12;
    private const int DefaultReplicationFactor = 3;

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var partitions = Positive("--partitions", $"Partitions of the metrics topic and those that follow it [default: {DefaultPartitions}]");
        var replication = Positive("--replication", $"Replicas of each partition [default: {DefaultReplicationFactor}, or as many as there are brokers]");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what it would make" };
        var command = new TocsinCommand(
            "create",
            "Makes the topics that are missing. Those that exist are left as they are; 'tocsin topics verify' checks them.",
            ("on a cluster, for up to 24 instances of Detect", "tocsin topics create --bootstrap kafka:9092 --partitions 24"),
            ("what would be made, and how", "tocsin topics create --dry-run"))
        {
            partitions, replication, dryRun,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            using var cluster = new Cluster(kafka.Client(result));
            Run(cluster, kafka.Topics(result), result.GetValue(partitions), result.GetValue(replication), result.GetValue(dryRun), terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static Option<int?> Positive(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
            {
                result.AddError($"{name} is 1 or more");
            }
        });
        return option;
    }

    private static void Run(Cluster cluster, Topics topics, int? partitions, int? replication, bool isDryRun, Terminal terminal)
    {
        var replicationFactor = replication ?? Math.Min(DefaultReplicationFactor, cluster.Brokers);
        var existing = cluster.PartitionsOf(TopicDefinitions.Of(topics, 1, 1).Select(definition => definition.Name));
        var all = TopicDefinitions.Of(topics, partitions ?? DefaultPartitions, replicationFactor, existing);
        var missing = all.Where(definition => !existing.ContainsKey(definition.Name)).ToList();
        if (missing.Count > 0 && !isDryRun)
        {
            cluster.Create(missing);
        }

        foreach (var definition in all)
        {
            terminal.Out.WriteLine(existing.TryGetValue(definition.Name, out var count)
                ? $"{definition.Name} exists, with {Plural.Of(count, "partition")}"
                : $"{definition.Name} {(isDryRun ? "would be made" : "made")}: {Describe(definition)}");
        }
    }

    private static string Describe(TopicDefinition definition) =>
        $"{Plural.Of(definition.Partitions, "partition")}, replication {definition.ReplicationFactor}, {string.Join(", ", definition.Options.Select(option => $"{option.Name}={option.Value}"))}";
}
