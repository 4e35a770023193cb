using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>The topics of a benchmark.</summary>
internal sealed class Topics : IDisposable
{
    public const string Input = "input";
    public const string Alarms = "alarms";
    private const string DeadLetters = "dead-letters";
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly int _partitions;

    public Topics(int partitions)
    {
        _partitions = partitions;
        _broker.CreateTopic(Input, partitions);
        _broker.CreateTopic(Alarms, 1);
        _broker.CreateTopic(DeadLetters, 1);
    }

    public string BootstrapServers => _broker.BootstrapServers;

    /// <summary>A group that begins at the beginning, without state.</summary>
    public StageIdentity NewGroup()
    {
        var group = $"group-{Guid.NewGuid():N}";
        _broker.CreateTopic($"state-of-{group}", _partitions);
        return new StageIdentity("bench", Input, [Alarms], $"state-of-{group}", DeadLetters, group);
    }

    public void Dispose() => _broker.Dispose();
}
