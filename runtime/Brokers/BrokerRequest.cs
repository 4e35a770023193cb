namespace Tocsin.Runtime.Brokers;

/// <summary>A kind of request a client sends to a broker; the numbers are those of Kafka's protocol.</summary>
public enum BrokerRequest
{
    Produce = 0,
    Fetch = 1,
    ListOffsets = 2,
    Metadata = 3,
    OffsetCommit = 8,
    OffsetFetch = 9,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    LeaveGroup = 13,
    SyncGroup = 14,
    InitProducerId = 22,
    AddPartitionsToTransaction = 24,
    AddOffsetsToTransaction = 25,
    EndTransaction = 26,
    TransactionOffsetCommit = 28,
}
