using Confluent.Kafka;
using Tocsin.Integration.Detect;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Runtime;

/// <summary>A broker that goes, moves, refuses or dawdles under load: the alarms are those of the plain run.</summary>
public class DisturbedBrokerTests
{
    [EmbeddedFact]
    public void BrokerDownAndUp_AlarmsAreThoseOfThePlainRun() => Run(brokers: 1, installation =>
    {
        installation.Cluster.Broker.TakeDown(brokerId: 1);
        Thread.Sleep(2_000);
        installation.Cluster.Broker.BringUp(brokerId: 1);
    });

    [EmbeddedFact]
    public void LeaderMoved_AlarmsAreThoseOfThePlainRun() => Run(brokers: 2, installation =>
    {
        var topics = installation.Topics;
        for (var leader = 2; leader > 0; leader--)
        {
            for (var partition = 0; partition < Cluster.Partitions; partition++)
            {
                installation.Cluster.Broker.MoveLeader(new TopicPartition(topics.Metrics, partition), leader);
                installation.Cluster.Broker.MoveLeader(new TopicPartition(topics.Alarms, partition), leader);
                installation.Cluster.Broker.MoveLeader(new TopicPartition(topics.State("detect"), partition), leader);
            }

            installation.AwaitAlarms(10);
        }
    });

    [EmbeddedFact]
    public void ErrorsThatPass_AlarmsAreThoseOfThePlainRun() => Run(brokers: 1, installation =>
    {
        var broker = installation.Cluster.Broker;
        broker.FailNext(BrokerRequest.Produce, ErrorCode.NotLeaderForPartition, ErrorCode.Local_Transport, ErrorCode.NotEnoughReplicas);
        broker.FailNext(BrokerRequest.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.Local_Transport);
        broker.FailNext(BrokerRequest.OffsetCommit, ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupLoadInProgress);
        broker.FailNext(BrokerRequest.FindCoordinator, ErrorCode.GroupCoordinatorNotAvailable);
        broker.FailNext(BrokerRequest.Heartbeat, ErrorCode.RebalanceInProgress);
        broker.FailNext(BrokerRequest.AddPartitionsToTransaction, ErrorCode.ConcurrentTransactions, ErrorCode.NotCoordinatorForGroup);
        broker.FailNext(BrokerRequest.EndTransaction, ErrorCode.GroupLoadInProgress);
        installation.AwaitAlarms(20);
    });

    [EmbeddedFact]
    public void FencedAndUnknownMember_BeginsAnewAndAlarmsAreThoseOfThePlainRun() => Run(brokers: 1, installation =>
    {
        var broker = installation.Cluster.Broker;
        broker.FailNext(BrokerRequest.EndTransaction, ErrorCode.ProducerFenced);
        installation.AwaitAlarms(10);
        broker.FailNext(BrokerRequest.TransactionOffsetCommit, ErrorCode.IllegalGeneration);
        broker.FailNext(BrokerRequest.Heartbeat, ErrorCode.UnknownMemberId);
        installation.AwaitAlarms(10);
    });

    [EmbeddedFact]
    public void SlowRoundTrips_AlarmsAreThoseOfThePlainRun() => Run(brokers: 1, installation =>
    {
        installation.Cluster.Broker.SetRoundTrip(brokerId: 1, TimeSpan.FromMilliseconds(200));
        installation.AwaitAlarms(10);
        installation.Kill("i0");
        installation.Start("i0");
        installation.AwaitAlarms(10);
        installation.Cluster.Broker.SetRoundTrip(brokerId: 1, TimeSpan.Zero);
    });

    /// <summary>Two instances under load; the broker is disturbed, and then it is well.</summary>
    private static void Run(int brokers, Action<Installation> disturb)
    {
        using var installation = new Installation(brokers);
        installation.Start("i0", "i1");
        using var load = new Load(installation.Client, installation.Topics, seed: brokers);
        installation.AwaitAlarms(10);

        disturb(installation);
        installation.AwaitAlarms(10);

        load.Stop();
        installation.AssertOutcome(load.Count);
    }
}
