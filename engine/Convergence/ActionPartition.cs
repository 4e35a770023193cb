using System.Text;
using Tocsin.Engine.Episodes;
using Tocsin.Engine.Storms;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>
/// All that decides in one partition of the actions topic: episodes of alarms, the storm guard, and the defense before packages. Its only input is the
/// partition's records, its only clock the highest timestamp seen.
/// </summary>
public sealed class ActionPartition
{
    private readonly string _topic;
    private readonly int _partition;
    private readonly EpisodeFollower _episodes;
    private readonly StormGuard _guard;
    private readonly Converger _converger;

    private ActionPartition(string topic, int partition, EpisodeFollower episodes, StormGuard guard, Converger converger)
    {
        _topic = topic;
        _partition = partition;
        _episodes = episodes;
        _guard = guard;
        _converger = converger;
    }

    /// <summary>The log time from which on a tick would make a difference; <see cref="long.MaxValue"/> if none would.</summary>
    public long TickDueMs => Math.Min(Math.Min(_episodes.TickDueMs, _guard.TickDueMs), _converger.TickDueMs);

    public ActionCounts Counts => new()
    {
        Episodes = _episodes.EpisodeCount,
        Active = _episodes.CountOf(EpisodeStanding.Active),
        Acknowledged = _episodes.CountOf(EpisodeStanding.Acknowledged),
        Shields = _episodes.ShieldCount,
        Circuits = _guard.CircuitCount,
        OpenCircuits = _guard.OpenCount,
        Blocked = _guard.BlockedCount,
        Open = _converger.OpenCount,
        Groups = _converger.GroupCount,
    };

    /// <summary>Goes on from what <see cref="Save"/> gave over time, the newest of each key; from nothing it begins.</summary>
    /// <param name="topic">The topic's name, which origins bear.</param>
    /// <param name="partition">Its number.</param>
    /// <param name="state">What was saved.</param>
    /// <exception cref="InvalidDataException">The state isn't what this program writes.</exception>
    public static ActionPartition Load(string topic, int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var named = state.Select(record => (Name: Encoding.UTF8.GetString(record.Key), Record: record)).ToList();
        return new ActionPartition(
            topic,
            partition,
            EpisodeFollower.Load(partition, Named(EpisodeFollower.Owns)),
            StormGuard.Load(partition, Named(StormGuard.Owns)),
            Converger.Load(partition, [.. named.Where(each => !EpisodeFollower.Owns(each.Name) && !StormGuard.Owns(each.Name)).Select(each => each.Record)]));

        IEnumerable<KeyValuePair<string, byte[]>> Named(Func<string, bool> isOwn) => named.Where(each => isOwn(each.Name)).Select(each => KeyValuePair.Create(each.Name, each.Record.Value));
    }

    /// <summary>Takes the next record of the partition, as <see cref="ActionRecords"/> reads it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="key">Its key.</param>
    /// <param name="offset">Its place.</param>
    /// <param name="timestampMs">Its time.</param>
    /// <param name="output">Gets what follows, in order.</param>
    public void Process(ActionRecord record, byte[]? key, long offset, long timestampMs, ConvergenceOutput output)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(output);
        _episodes.Process(record, offset, timestampMs, output);
        _guard.Process(record, offset, timestampMs, output);
        _converger.Process(record, key, offset, timestampMs, output);
        Stamp(output, offset);
    }

    /// <summary>Adds what changed since the last time.</summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        _episodes.Save(changed);
        _guard.Save(changed);
        _converger.Save(changed);
    }

    /// <summary>By its origin a repetition is known; the positions ascend over all that is read by others.</summary>
    private void Stamp(ConvergenceOutput output, long offset)
    {
        var index = 0u;
        foreach (var command in output.Commands)
        {
            command.Origin = Next();
        }

        foreach (var (_, record) in output.Actions)
        {
            switch (record.RecordCase)
            {
                case ActionRecord.RecordOneofCase.Request:
                    record.Request.Origin = Next();
                    break;
                case ActionRecord.RecordOneofCase.Guarded:
                    record.Guarded.Origin = Next();
                    break;
            }
        }

        Origin Next() => new() { Topic = _topic, Partition = _partition, Offset = offset, Index = index++ };
    }
}
