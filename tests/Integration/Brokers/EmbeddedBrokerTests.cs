using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Brokers;

public class EmbeddedBrokerTests
{
    private const string Topic = "letters";

    [Fact]
    public void CreateTopic_EightPartitions_ClientsSeeEight()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic, partitions: 8);

        var topic = Assert.Single(new Client(broker.BootstrapServers).Metadata(Topic).Topics);

        Assert.Equal(8, topic.Partitions.Count);
    }

    [Fact]
    public void CreateTopic_Twice_SaysThatItExists()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic, partitions: 1);

        var e = Assert.Throws<KafkaException>(() => broker.CreateTopic(Topic, partitions: 1));

        Assert.Equal(ErrorCode.TopicAlreadyExists, e.Error.Code);
    }

    [Fact]
    public async Task Produce_ToEachPartition_EachIsReadInOrder()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic, partitions: 8);
        var client = new Client(broker.BootstrapServers);
        using (var producer = client.Producer())
        {
            await Task.WhenAll(Enumerable.Range(0, 80).Select(i =>
                producer.ProduceAsync(new TopicPartition(Topic, i % 8), Client.Text($"{i}"))));
        }

        var records = client.Read(Topic, expected: 80);

        Assert.All(records.GroupBy(r => r.Partition.Value), partition =>
            Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{partition.Key + (8 * i)}"), partition.Select(r => r.Message.Value)));
        Assert.Equal(80, records.Count);
    }

    [Theory]
    [InlineData(CompressionType.Zstd)]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Snappy)]
    public async Task Compression_EveryCodec_ComesBackAsItWas(CompressionType codec)
    {
        using var broker = EmbeddedBroker.Start();
        var client = new Client(broker.BootstrapServers);
        var text = new string('a', 100_000);

        await client.ProduceAsync(Topic, text, c => c.CompressionType = codec);

        Assert.Equal(text, Assert.Single(client.Read(Topic, expected: 1)).Message.Value);
    }

    [Fact]
    public async Task Brokers_TwoInOneProcess_KnowNothingOfEachOther()
    {
        using var first = EmbeddedBroker.Start();
        using var second = EmbeddedBroker.Start();
        await new Client(first.BootstrapServers).ProduceAsync(Topic, "to the first");
        await new Client(second.BootstrapServers).ProduceAsync(Topic, "to the second");

        Assert.NotEqual(first.BootstrapServers, second.BootstrapServers);
        first.Dispose();

        Assert.Equal("to the second", Assert.Single(new Client(second.BootstrapServers).Read(Topic, expected: 1)).Message.Value);
    }

    [Fact]
    public void Dispose_Ended_ItsPortsAreFree()
    {
        var broker = EmbeddedBroker.Start(brokers: 3);
        var ports = broker.BootstrapServers.Split(',').Select(IPEndPoint.Parse).ToArray();

        broker.Dispose();

        Assert.Equal(3, ports.Length);
        Assert.All(ports, Bind);
    }

    [Fact]
    public void Dispose_Twice_DoesNothingMore()
    {
        var broker = EmbeddedBroker.Start();
        broker.Dispose();
        broker.Dispose();

        Assert.Throws<ObjectDisposedException>(() => broker.CreateTopic(Topic, partitions: 1));
    }

    [Fact]
    public async Task Port_Chosen_ClientsConnectThereUntilItEnds()
    {
        var port = Client.FreePort();
        using (var broker = EmbeddedBroker.Start(brokers: 1, port))
        {
            Assert.Equal($"127.0.0.1:{port}", broker.BootstrapServers);
            var client = new Client(broker.BootstrapServers);
            await client.ProduceAsync(Topic, "hello");
            Assert.Equal("hello", Assert.Single(client.Read(Topic, expected: 1)).Message.Value);
            Assert.Equal(port, Assert.Single(client.Metadata(Topic).Brokers).Port);
        }

        Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Fact]
    public void Port_Taken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var e = Assert.Throws<SocketException>(() => EmbeddedBroker.Start(brokers: 1, ((IPEndPoint)taken.LocalEndpoint).Port));

        Assert.Equal(SocketError.AddressAlreadyInUse, e.SocketErrorCode);
    }

    private static void Bind(IPEndPoint address)
    {
        using var listener = new TcpListener(address);
        listener.Start();
    }
}
