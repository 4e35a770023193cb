using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.Brokers;

/// <summary>The topics a broker for trying things out begins with.</summary>
internal static class DemoTopics
{
    public const int DefaultPort = 9092;
    public const int DefaultPartitions = 4;

    public static void Create(EmbeddedBroker broker, Topics topics, int partitions)
    {
        foreach (var definition in TopicDefinitions.Of(topics, partitions, replicationFactor: 1))
        {
            broker.CreateTopic(definition.Name, definition.Partitions);
        }
    }
}
