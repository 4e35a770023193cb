using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;

namespace Tocsin.Integration.Brokers;

/// <summary>Confluent.Kafka as the tests use it: strings in and out, everything read from the beginning, ten seconds for anything.</summary>
internal sealed class Client(string bootstrapServers)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    internal IProducer<string, string> Producer(Action<ProducerConfig>? configure = null)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, MessageTimeoutMs = 10_000, LingerMs = 0 };
        configure?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    internal IConsumer<string, string> Consumer(Action<ConsumerConfig>? configure = null)
    {
        var config = new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "test", AutoOffsetReset = AutoOffsetReset.Earliest };
        configure?.Invoke(config);
        return new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    internal async Task<DeliveryResult<string, string>> ProduceAsync(string topic, string value, Action<ProducerConfig>? configure = null)
    {
        using var producer = Producer(configure);
        return await producer.ProduceAsync(topic, Text(value));
    }

    /// <summary>Reads until there are as many records as expected, or none came for ten seconds.</summary>
    internal List<ConsumeResult<string, string>> Read(string topic, int expected, Action<ConsumerConfig>? configure = null)
    {
        using var consumer = Consumer(configure);
        consumer.Subscribe(topic);
        var records = new List<ConsumeResult<string, string>>();
        while (records.Count < expected && consumer.Consume(_patience) is { } record)
        {
            records.Add(record);
        }

        consumer.Close();
        return records;
    }

    internal Metadata Metadata(string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build();
        return admin.GetMetadata(topic, _patience);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static Message<string, string> Text(string value) => new() { Key = value, Value = value };
}
