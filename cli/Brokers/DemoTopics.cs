using Tocsin.Protos;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Cli.Brokers;

/// <summary>The topics a broker for trying things out begins with.</summary>
internal static class DemoTopics
{
    public const int DefaultPort = 9092;
    public const int DefaultPartitions = 4;

    public static void Create(EmbeddedBroker broker, Topics topics, int partitions)
    {
        broker.CreateTopic(topics.Metrics, partitions);
        broker.CreateTopic(topics.Alarms, partitions);
        broker.CreateTopic(topics.State("detect"), partitions);
        broker.CreateTopic(topics.Rules, 1);
        broker.CreateTopic(topics.DeadLetters, 1);
    }
}
