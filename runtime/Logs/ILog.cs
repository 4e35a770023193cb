using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>
/// The log as one instance of a stage sees it: its share of the input's partitions, and what it writes. Called from one thread. This is the
/// only way by which the runtime reaches Kafka, so the same runtime runs on a simulated log.
/// </summary>
internal interface ILog : IDisposable
{
    /// <summary>Joins the consumer group and ends whatever an earlier instance of the same name left open.</summary>
    /// <exception cref="StageFailureException">Waiting will not mend it.</exception>
    void Open(IAssignmentListener listener);

    /// <summary>The next record of a started partition, null if none came in time. Tells the listener of partitions that come and go.</summary>
    /// <exception cref="StageFailureException">Waiting will not mend it.</exception>
    InputRecord? Poll(TimeSpan wait);

    /// <summary>Begins to read the state of an assigned partition.</summary>
    IStateReader ReadState(int partition);

    /// <summary>The first offset of which the group has not committed the outputs, null if it never committed any.</summary>
    long? Committed(int partition);

    /// <summary>
    /// Delivers the records of an assigned partition from this offset on, or from the first there is if that is later or the offset is negative.
    /// False if the log isn't ready for it yet.
    /// </summary>
    bool TryStart(int partition, long offset);

    /// <summary>Delivers nothing from started partitions while held.</summary>
    void Hold(bool held);

    /// <summary>Writes a record outside of any transaction; false if there is no room at present.</summary>
    /// <param name="record">The record.</param>
    /// <param name="partition">Where to; -1 leaves it to the key.</param>
    bool TryProduce(OutputRecord record, int partition);

    /// <summary>Waits until all records of <see cref="TryProduce"/> have arrived; false if that takes too long.</summary>
    /// <exception cref="StageFailureException">Waiting will not mend it.</exception>
    bool Flush();

    /// <summary>Commits positions; false if the group does not take them.</summary>
    bool Commit(IReadOnlyDictionary<int, long> positions);

    /// <summary>Writes outputs, state and positions in one transaction. False if it was aborted and may be tried again.</summary>
    /// <exception cref="LogFencedException">Another instance has taken this one's place: nothing more can be written.</exception>
    bool CommitTransaction(Transaction transaction);

    /// <summary>The end of a started partition as last heard of, -1 if not known.</summary>
    long End(int partition);

    /// <summary>
    /// Asks the brokers for the end of a started partition: the offset its next record will get, whatever becomes of open transactions. Null while
    /// the answer isn't there; it is no older than the first call since the partition was assigned.
    /// </summary>
    long? QueryEnd(int partition);

    /// <summary>
    /// Everything a started partition has before this offset was delivered, or is never delivered, such as aborted records and those that end
    /// transactions; -1 if not known.
    /// </summary>
    long Reached(int partition);

    /// <summary>Leaves the group, having told the listener that all partitions are taken away.</summary>
    void Close();
}
