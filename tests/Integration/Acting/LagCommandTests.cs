using Confluent.Kafka;

namespace Tocsin.Integration.Acting;

public sealed class LagCommandTests : IDisposable
{
    private readonly Logbook _log = new();

    [Fact]
    public async Task Lag_OfAGroupThatCommitted_IsCountedWithoutJoiningIt()
    {
        for (var alarm = 0; alarm < 5; alarm++)
        {
            _log.Write(Logbook.Topics.Alarms, null, Logbook.Alarm($"a{alarm}"), Logbook.NowMs + (alarm * 1_000), partition: 1);
        }

        using (var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = _log.Broker.BootstrapServers, GroupId = "tocsin.converge.match" }).Build())
        {
            consumer.Commit([new TopicPartitionOffset(Logbook.Topics.Alarms, 1, 2)]);
        }

        var (exitCode, output, error) = await _log.Run("lag");

        Assert.True(exitCode == 0, error);
        Assert.Matches("match +1 +2 +5 +3 +3 s +-\n", output);
        Assert.Contains("match: 3 records behind in 1 of 2 partitions of tocsin.alarms.v1, 3 s at most; group tocsin.converge.match", output, StringComparison.Ordinal);
        Assert.Contains("detect: group tocsin.detect never committed anything of tocsin.metrics.v1, which holds 0 records\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefix_WithoutTopics_IsSaid()
    {
        var (exitCode, _, error) = await _log.Run("lag --prefix other");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("tocsin: there is no topic other.metrics.v1, nor any other with the prefix other", error, StringComparison.Ordinal);
    }

    public void Dispose() => _log.Dispose();
}
