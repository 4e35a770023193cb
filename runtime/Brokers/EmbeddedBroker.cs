using System.Net;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Tocsin.Runtime.Brokers;

/// <summary>
/// A Kafka cluster inside this process, for the demo and for tests: librdkafka's mock cluster, which speaks Kafka's protocol on ports
/// of 127.0.0.1, so any client in any language can connect. The methods that disturb it are for tests of what clients do then.
/// </summary>
/// <remarks>
/// What it can't do:
/// <list type="bullet">
/// <item>Everything is in memory only. A partition keeps its newest 100 000 messages or 5 MiB, whichever is less; no topic is compacted.</item>
/// <item>CreateTopics and the rest of the admin protocol are missing. Topics come from <see cref="CreateTopic"/>; a topic that a client
/// merely mentions comes into being with 4 partitions.</item>
/// <item>Transactions only write records. Readers aren't isolated from them: with isolation.level=read_committed too they get the records
/// of open and aborted ones. Offsets sent to a transaction are accepted and forgotten; commit them with the consumer. A second producer of
/// the same transactional id doesn't fence the first. Each transaction's end takes up one offset in every partition it wrote to.</item>
/// <item>A record's time is the one its producer gave it, never the time of appending. Offsets can't be looked up by time.</item>
/// <item>A further member of a consumer group may have to wait for the group's session time-out, less a second, before it gets partitions.</item>
/// </list>
/// All members may be called from any thread.
/// </remarks>
public sealed class EmbeddedBroker : IDisposable
{
    private const int InitialRebalanceDelayMs = 100;

    private readonly MockClusterHandle _cluster;
    private readonly List<PortForwarder> _forwarders = [];

    private EmbeddedBroker(MockClusterHandle cluster)
    {
        _cluster = cluster;
        BootstrapServers = Marshal.PtrToStringUTF8(Librdkafka.MockClusterBootstraps(cluster))!;
    }

    /// <summary>What clients take as <c>bootstrap.servers</c>: <c>host:port</c> of every broker, separated by commas.</summary>
    public string BootstrapServers { get; private set; }

    /// <summary>Starts a cluster whose brokers have the ids 1 to <paramref name="brokers"/>.</summary>
    /// <param name="brokers">How many; topics are replicated to three of them at most.</param>
    /// <param name="port">The first broker's port, the others take those that follow; 0 leaves the choice to the system.</param>
    /// <exception cref="System.Net.Sockets.SocketException">A chosen port is taken.</exception>
    public static EmbeddedBroker Start(int brokers = 1, int port = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(brokers);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port + brokers - 1, IPEndPoint.MaxPort, nameof(port));
        var broker = new EmbeddedBroker(MockClusterHandle.Create(brokers));
        try
        {
            broker.SetInitialRebalanceDelay(TimeSpan.FromMilliseconds(InitialRebalanceDelayMs));
            if (port != 0)
            {
                broker.ListenFrom(port);
            }

            return broker;
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    /// <exception cref="KafkaException">The topic exists, or its name or numbers aren't valid.</exception>
    public void CreateTopic(string topic, int partitions, int replicationFactor = 1) =>
        Check(Librdkafka.MockTopicCreate(_cluster, topic, partitions, replicationFactor));

    public void DeleteTopic(string topic) => Check(Librdkafka.MockTopicDelete(_cluster, topic));

    /// <summary>Moves the start of a partition to <paramref name="beforeOffset"/>, as retention does.</summary>
    public void DeleteRecords(TopicPartition partition, long beforeOffset)
    {
        ArgumentNullException.ThrowIfNull(partition);
        Check(Librdkafka.MockDeleteRecords(_cluster, partition.Topic, partition.Partition, beforeOffset));
    }

    public void MoveLeader(TopicPartition partition, int brokerId)
    {
        ArgumentNullException.ThrowIfNull(partition);
        Check(Librdkafka.MockSetLeader(_cluster, partition.Topic, partition.Partition, brokerId));
    }

    /// <summary>
    /// The next requests of this kind are answered with these errors, one each and in this order, whoever sends them.
    /// <see cref="ErrorCode.Local_Transport"/> closes the connection instead of answering.
    /// </summary>
    public void FailNext(BrokerRequest request, params ReadOnlySpan<ErrorCode> errors) =>
        Librdkafka.MockPushErrors(_cluster, (short)request, (nuint)errors.Length, errors);

    /// <summary>Takes back what <see cref="FailNext"/> has in store for this kind of request.</summary>
    public void StopFailing(BrokerRequest request) => Librdkafka.MockClearErrors(_cluster, (short)request);

    /// <summary>Closes the broker's connections and refuses new ones, until <see cref="BringUp"/>. No other broker takes over its partitions.</summary>
    public void TakeDown(int brokerId) => Check(Librdkafka.MockBrokerDown(_cluster, brokerId));

    /// <summary>The broker accepts connections again, on its former port and with its former records.</summary>
    public void BringUp(int brokerId) => Check(Librdkafka.MockBrokerUp(_cluster, brokerId));

    /// <summary>Every answer of the broker takes this long, in whole milliseconds; zero ends the delay.</summary>
    public void SetRoundTrip(int brokerId, TimeSpan roundTrip) =>
        Check(Librdkafka.MockBrokerRoundTrip(_cluster, brokerId, (int)roundTrip.TotalMilliseconds));

    /// <summary>How long an empty consumer group waits for more members after its first one joined; 100 ms unless set.</summary>
    public void SetInitialRebalanceDelay(TimeSpan delay) =>
        Librdkafka.MockGroupInitialRebalanceDelay(_cluster, (int)delay.TotalMilliseconds);

    /// <summary>Ends the cluster: connections are closed, ports are free again, records are gone.</summary>
    public void Dispose()
    {
        foreach (var forwarder in _forwarders)
        {
            forwarder.Dispose();
        }

        _forwarders.Clear();
        _cluster.Dispose();
    }

    private static void Check(ErrorCode error)
    {
        if (error != ErrorCode.NoError)
        {
            throw new KafkaException(error);
        }
    }

    private void ListenFrom(int firstPort)
    {
        var targets = BootstrapServers.Split(',').Select(IPEndPoint.Parse).ToArray();
        for (var i = 0; i < targets.Length; i++)
        {
            _forwarders.Add(new PortForwarder(firstPort + i, targets[i]));
            Librdkafka.MockBrokerAdvertise(_cluster, brokerId: i + 1, "127.0.0.1", firstPort + i);
        }

        BootstrapServers = string.Join(',', targets.Select((_, i) => $"127.0.0.1:{firstPort + i}"));
    }
}
