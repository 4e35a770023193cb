using System.CommandLine;
using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.Provisioning;

/// <summary><c>tocsin topics verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var partitions = CreateCommand.Positive("--partitions", "Partitions expected of the metrics, alarms and deliveries topics [default: any number]");
        var replication = CreateCommand.Positive("--replication", "Replicas expected of every partition [default: any number]");
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "verify",
            "Names everything about the topics that isn't as it should be. Exit code: 0 fine, 1 deviations.",
            ("before an upgrade, say", "tocsin topics verify --bootstrap kafka:9092"),
            ("with the numbers that were agreed on", "tocsin topics verify --partitions 24 --replication 3 -o json"))
        {
            partitions, replication, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            using var cluster = new Cluster(kafka.Client(result));
            var topics = kafka.Topics(result);
            var names = TopicDefinitions.Of(topics, 1, 1).Select(definition => definition.Name).ToList();
            var verification = new TopicVerification(topics, cluster.Describe(names)) { Partitions = result.GetValue(partitions), ReplicationFactor = result.GetValue(replication) };
            return Report(names, [.. verification.Deviations()], result.GetRequiredValue(output) == OutputOption.Json, terminal);
        }, CancellationToken.None));
        return command;
    }

    internal static int Report(IReadOnlyCollection<string> names, IReadOnlyCollection<Deviation> deviations, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { Topics = names, Deviations = deviations });
        }
        else
        {
            foreach (var deviation in deviations)
            {
                terminal.Out.WriteLine($"{terminal.Bold(deviation.Topic)}: {deviation.What} is {deviation.Actual}, expected {deviation.Expected}");
            }

            terminal.Out.WriteLine($"{Plural.Of(names.Count, "topic")} verified: {(deviations.Count == 0 ? "all as they should be" : Plural.Of(deviations.Count, "deviation"))}");
        }

        return deviations.Count == 0 ? ExitCode.Fine : ExitCode.Problems;
    }
}
