using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Brokers;

public class DisturbanceTests
{
    private const string Topic = "letters";

    [Fact]
    public async Task FailNext_AnErrorThatLasts_ReachesTheProducerOnce()
    {
        using var broker = EmbeddedBroker.Start();
        var client = new Client(broker.BootstrapServers);
        broker.FailNext(BrokerRequest.Produce, ErrorCode.MsgSizeTooLarge);

        var e = await Assert.ThrowsAsync<ProduceException<string, string>>(() => client.ProduceAsync(Topic, "refused"));
        var delivered = await client.ProduceAsync(Topic, "accepted");

        Assert.Equal(ErrorCode.MsgSizeTooLarge, e.Error.Code);
        Assert.Equal(0, delivered.Offset.Value);
    }

    [Fact]
    public async Task FailNext_ErrorsThatPass_AreRetriedByTheClient()
    {
        using var broker = EmbeddedBroker.Start();
        broker.FailNext(BrokerRequest.Produce, ErrorCode.NotLeaderForPartition, ErrorCode.Local_Transport);

        var delivered = await new Client(broker.BootstrapServers).ProduceAsync(Topic, "stubborn");

        Assert.Equal(PersistenceStatus.Persisted, delivered.Status);
    }

    [Fact]
    public async Task StopFailing_ErrorsInStore_AreForgotten()
    {
        using var broker = EmbeddedBroker.Start();
        broker.FailNext(BrokerRequest.Produce, ErrorCode.MsgSizeTooLarge);
        broker.StopFailing(BrokerRequest.Produce);

        Assert.Equal(0, (await new Client(broker.BootstrapServers).ProduceAsync(Topic, "accepted")).Offset.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeDown_AndBringUp_RecordsAreStillThere(bool chosenPort)
    {
        using var broker = EmbeddedBroker.Start(brokers: 1, chosenPort ? Client.FreePort() : 0);
        var client = new Client(broker.BootstrapServers);
        await client.ProduceAsync(Topic, "before");

        broker.TakeDown(brokerId: 1);
        await Assert.ThrowsAsync<ProduceException<string, string>>(() =>
            client.ProduceAsync(Topic, "meanwhile", c => c.MessageTimeoutMs = 300));
        broker.BringUp(brokerId: 1);
        await client.ProduceAsync(Topic, "after");

        Assert.Equal(["after", "before"], client.Read(Topic, expected: 2).Select(r => r.Message.Value).Order());
    }

    [Fact]
    public async Task MoveLeader_ToAnotherBroker_ClientsFollow()
    {
        using var broker = EmbeddedBroker.Start(brokers: 3);
        broker.CreateTopic(Topic, partitions: 1, replicationFactor: 3);
        var client = new Client(broker.BootstrapServers);
        using var producer = client.Producer();

        foreach (var leader in new[] { 1, 2, 3 })
        {
            broker.MoveLeader(new TopicPartition(Topic, 0), leader);
            await producer.ProduceAsync(Topic, Client.Text($"led by {leader}"));
            Assert.Equal(leader, client.Metadata(Topic).Topics[0].Partitions[0].Leader);
        }

        Assert.Equal(3, client.Read(Topic, expected: 3).Count);
    }

    [Fact]
    public async Task SetRoundTrip_SlowBroker_AnswersTakeThatLong()
    {
        using var broker = EmbeddedBroker.Start();
        using var producer = new Client(broker.BootstrapServers).Producer();
        await producer.ProduceAsync(Topic, Client.Text("quick"));
        broker.SetRoundTrip(brokerId: 1, TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();

        await producer.ProduceAsync(Topic, Client.Text("slow"));

        Assert.InRange(watch.ElapsedMilliseconds, 290, 5_000);
    }

    [Fact]
    public async Task DeleteRecords_BeforeAnOffset_ReadingStartsThere()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic, partitions: 1);
        var client = new Client(broker.BootstrapServers);
        foreach (var value in new[] { "first", "second", "third" })
        {
            await client.ProduceAsync(Topic, value);
        }

        broker.DeleteRecords(new TopicPartition(Topic, 0), beforeOffset: 2);

        Assert.Equal("third", client.Read(Topic, expected: 1)[0].Message.Value);
    }

    [Fact]
    public void TakeDown_UnknownBroker_SaysSo()
    {
        using var broker = EmbeddedBroker.Start();

        Assert.Throws<KafkaException>(() => broker.TakeDown(brokerId: 9));
    }
}
