using System.CommandLine;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Brokers;

/// <summary><c>tocsin broker</c>: the embedded broker as a process of its own.</summary>
internal static class BrokerCommand
{
    public static Command Create(Terminal terminal)
    {
        var port = PortOption.Create<int>("The port on 127.0.0.1; 0 takes a free one");
        port.DefaultValueFactory = _ => DemoTopics.DefaultPort;
        var prefix = new Option<string>("--prefix") { Description = "The prefix of the topics it begins with", DefaultValueFactory = _ => new Topics().Prefix };
        var partitions = new Option<int>("--partitions") { Description = "Partitions of the metrics and alarms topics", DefaultValueFactory = _ => DemoTopics.DefaultPartitions };
        var topics = new Option<string[]>("--topic") { Description = "One more topic, name:partitions; may be given several times" };
        var command = new TocsinCommand(
            "broker",
            "Runs a small Kafka in memory for trying things out, until interrupted. What it holds is gone when it ends.",
            ("on the usual port", "tocsin broker"),
            ("on any free port, with a topic of one's own", "tocsin broker --port 0 --topic orders:12"))
        {
            port, prefix, partitions, topics,
        };
        command.SetAction(async (result, stop) =>
        {
            using var broker = Start(result.GetValue(port));
            DemoTopics.Create(broker, new Topics(result.GetRequiredValue(prefix)), result.GetValue(partitions));
            foreach (var topic in result.GetValue(topics) ?? [])
            {
                var (name, count) = Parse(topic);
                broker.CreateTopic(name, count);
            }

            terminal.Out.WriteLine(broker.BootstrapServers);
            await terminal.Out.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return ExitCode.Fine;
        });
        return command;
    }

    private static EmbeddedBroker Start(int port)
    {
        try
        {
            return EmbeddedBroker.Start(port: port);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new StageFailureException($"port {port} can't be used: {exception.Message}. Choose another with --port, or 0 for any", exception);
        }
    }

    private static (string Name, int Partitions) Parse(string topic)
    {
        var colon = topic.LastIndexOf(':');
        return colon > 0 && int.TryParse(topic.AsSpan(colon + 1), out var partitions) && partitions > 0
            ? (topic[..colon], partitions)
            : throw new StageFailureException($"'{topic}' isn't a topic: expected name:partitions, for example orders:12");
    }
}
