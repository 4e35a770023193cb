using Confluent.Kafka;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Brokers;

public class TransactionTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Commit_RecordsOfTwoTransactions_AreReadInOrder()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("out", partitions: 1);
        var client = new Client(broker.BootstrapServers);
        using var producer = Transactional(client);
        foreach (var value in new[] { "first", "second" })
        {
            producer.BeginTransaction();
            producer.Produce("out", Client.Text(value));
            producer.CommitTransaction(_patience);
        }

        var records = client.Read("out", expected: 2);

        Assert.Equal([("first", 0L), ("second", 2L)], records.Select(r => (r.Message.Value, r.Offset.Value)));
    }

    [Fact]
    public void Commit_FailsWithAnAbortableError_TheNextTransactionSucceeds()
    {
        using var broker = EmbeddedBroker.Start();
        using var producer = Transactional(new Client(broker.BootstrapServers));
        broker.FailNext(BrokerRequest.AddPartitionsToTransaction, ErrorCode.TopicAuthorizationFailed);
        producer.BeginTransaction();
        producer.Produce("out", Client.Text("refused"));
        var e = Assert.Throws<KafkaTxnRequiresAbortException>(() => producer.CommitTransaction(_patience));
        producer.AbortTransaction(_patience);

        producer.BeginTransaction();
        producer.Produce("out", Client.Text("accepted"));
        producer.CommitTransaction(_patience);

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, e.Error.Code);
    }

    [Fact]
    public void Produce_ByAFencedProducer_IsFatal()
    {
        using var broker = EmbeddedBroker.Start();
        using var producer = Transactional(new Client(broker.BootstrapServers));
        broker.FailNext(BrokerRequest.EndTransaction, ErrorCode.ProducerFenced);
        producer.BeginTransaction();
        producer.Produce("out", Client.Text("too late"));

        var e = Assert.ThrowsAny<KafkaException>(() => producer.CommitTransaction(_patience));

        Assert.True(e.Error.IsFatal, e.Error.ToString());
    }

    // What follows are limits of the embedded broker. Should one of them fail one day, more can be tested without a real Kafka.
    [Fact]
    public void Limit_AbortedRecord_IsSeenByReadersOfCommittedOnes()
    {
        using var broker = EmbeddedBroker.Start();
        var client = new Client(broker.BootstrapServers);
        using var producer = Transactional(client);
        producer.BeginTransaction();
        producer.Produce("out", Client.Text("taken back"));
        producer.Flush(_patience);
        producer.AbortTransaction(_patience);

        Assert.Single(client.Read("out", expected: 1, c => c.IsolationLevel = IsolationLevel.ReadCommitted));
    }

    [Fact]
    public void Limit_OffsetsInATransaction_AreNotKept()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", partitions: 1);
        var client = new Client(broker.BootstrapServers);
        using var consumer = client.Consumer();
        using var producer = Transactional(client);
        producer.BeginTransaction();
        producer.SendOffsetsToTransaction([new TopicPartitionOffset("in", 0, 7)], consumer.ConsumerGroupMetadata, _patience);
        producer.CommitTransaction(_patience);

        Assert.Equal(Offset.Unset, Assert.Single(consumer.Committed([new TopicPartition("in", 0)], _patience)).Offset);
    }

    [Fact]
    public void Limit_SecondProducerOfTheSameId_DoesNotFenceTheFirst()
    {
        using var broker = EmbeddedBroker.Start();
        var client = new Client(broker.BootstrapServers);
        using var zombie = Transactional(client);
        zombie.BeginTransaction();
        zombie.Produce("out", Client.Text("from the zombie"));
        using var heir = Transactional(client);

        zombie.CommitTransaction(_patience);

        Assert.Single(client.Read("out", expected: 1));
    }

    private static IProducer<string, string> Transactional(Client client)
    {
        var producer = client.Producer(c => c.TransactionalId = "test");
        producer.InitTransactions(_patience);
        return producer;
    }
}
