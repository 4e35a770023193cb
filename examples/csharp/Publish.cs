// Publishes a slow response time of the service "checkout" for this minute and the two before it.
// Usage: dotnet run --project examples/csharp [BOOTSTRAP [TOPIC]]
using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.V1;

var bootstrap = args.Length > 0 ? args[0] : "127.0.0.1:9092";
var topic = args.Length > 1 ? args[1] : "tocsin.metrics.v1";
using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = bootstrap }).Build();
var now = DateTimeOffset.UtcNow;
for (var minutesAgo = 2; minutesAgo >= 0; minutesAgo--)
{
    var record = new MetricRecord
    {
        Sample = new Sample
        {
            Metric = "service_resp_time",
            Entity = new Entity { Scope = Scope.Service, Id0 = "checkout", Name = "checkout" },
            TimeMs = now.AddMinutes(-minutesAgo).ToUnixTimeMilliseconds(),
            Integer = 1500,
        },
    };
    var written = await producer.ProduceAsync(topic, new Message<string, byte[]> { Key = record.Sample.Entity.Id0, Value = record.ToByteArray() });
    Console.WriteLine($"published to {written.TopicPartitionOffset}");
}
