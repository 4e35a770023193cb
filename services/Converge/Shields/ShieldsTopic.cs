using System.Text;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;
using Tocsin.V1;

namespace Tocsin.Converge.Shields;

/// <summary>
/// The shields topic: reads what it holds, and publishes new states of shields to it and to every partition of the actions topic, where they take
/// effect, in one transaction. To be used from one thread.
/// </summary>
/// <remarks>
/// One process publishes at a time: a later one ends what an earlier one has left open, and reads the topic only then. Where transactions only write
/// records, as on the embedded broker, the order makes up for it: the topic comes last, so what was interrupted is published again.
/// </remarks>
public sealed class ShieldsTopic : IDisposable
{
    private const int ShieldsPartition = 0;
    private const int MaxAttempts = 5;
    private static readonly TimeSpan _keptAfterEnd = TimeSpan.FromDays(30);
    private readonly ClientSettings _client;
    private readonly Topics _topics;
    private readonly TimeProvider _time;
    private readonly CatchUpReader _reader;
    private readonly ShieldsTable _table = new();

    /// <summary>Reads the topic to its end.</summary>
    /// <param name="client">How to reach Kafka.</param>
    /// <param name="topics">Their names.</param>
    /// <param name="time">Tells what has been over for so long that it can go.</param>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public ShieldsTopic(ClientSettings client, Topics topics, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(topics);
        (_client, _topics, _time) = (client, topics, time);
        _reader = new CatchUpReader(client, topics.Shields);
        try
        {
            Refresh();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The newest state of every shield, by id, in the order of the ids; those that are over, or were taken back, included.</summary>
    public IReadOnlyDictionary<string, Shield> All => _table.All;

    /// <summary>Reads on to the present end. Whatever was committed before this call is seen after it.</summary>
    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    public void Refresh() => _reader.ReadOn(_table.Take);

    /// <summary>Publishes shields as they are from now on; those the topic holds just like that already are left out. All or none. Returns what was written.</summary>
    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    public IReadOnlyList<Shield> Publish(params IReadOnlyCollection<Shield> changes) => Publish(_ => changes);

    /// <summary>As above, for changes that depend on what the topic holds when nobody else can write to it.</summary>
    /// <param name="choose">Gets all shields by id and says how some are to be from now on. It may be called again if another process publishes meanwhile.</param>
    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    public IReadOnlyList<Shield> Publish(Func<IReadOnlyDictionary<string, Shield>, IEnumerable<Shield>> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return TryPublish(choose);
            }
            catch (FencedException) when (attempt < MaxAttempts)
            {
                // Another process publishes: look again at what it has left to do.
            }
            catch (FencedException exception)
            {
                throw new StageFailureException($"other processes write to {_topics.Shields} again and again: {exception.Message}", exception);
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    private List<Shield> TryPublish(Func<IReadOnlyDictionary<string, Shield>, IEnumerable<Shield>> choose)
    {
        using var writer = new TransactionalWriter(_client, $"{_topics.Prefix}.shields");
        Refresh();
        var changes = choose(All).Where(shield => !shield.Equals(All.GetValueOrDefault(shield.Id))).ToList();
        if (changes.Count == 0)
        {
            return changes;
        }

        writer.Begin();
        writer.Write(ForActions(changes));
        writer.Write([.. changes.Select(shield => Record(shield.Id, shield)), .. LongOver(changes).Select(id => Record(id, null))]);
        writer.Commit();
        Refresh();
        return changes;
    }

    private List<(OutputRecord Record, int Partition)> ForActions(List<Shield> changes)
    {
        using var cluster = new Cluster(_client);
        var partitions = cluster.Partitions(_topics.Actions);
        return
        [
            .. from shield in changes
               let value = new ActionRecord { Shield = shield }.ToByteArray()
               from partition in Enumerable.Range(0, partitions)
               select (new OutputRecord(_topics.Actions, null, value), partition),
        ];
    }

    private IEnumerable<string> LongOver(List<Shield> changes)
    {
        var beforeMs = (_time.GetUtcNow() - _keptAfterEnd).ToUnixTimeMilliseconds();
        return All.Values.Where(shield => shield.UntilMs > 0 && shield.UntilMs < beforeMs && changes.TrueForAll(change => change.Id != shield.Id)).Select(shield => shield.Id);
    }

    private (OutputRecord Record, int Partition) Record(string id, Shield? shield) =>
        (new OutputRecord(_topics.Shields, Encoding.UTF8.GetBytes(id), shield?.ToByteArray()), ShieldsPartition);
}
