using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Topics;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>A broker with all topics.</summary>
internal sealed class DispatchTopics : IDisposable
{
    private const int Partitions = 4;
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public DispatchTopics()
    {
        foreach (var definition in TopicDefinitions.Of(Names, Partitions, replicationFactor: 1))
        {
            _broker.CreateTopic(definition.Name, definition.Partitions);
        }
    }

    public Topics Names { get; } = new();

    public ClientSettings Client => new() { BootstrapServers = _broker.BootstrapServers, Options = new Dictionary<string, string> { ["linger.ms"] = "1", ["fetch.wait.max.ms"] = "1" } };

    public void Dispose() => _broker.Dispose();
}
