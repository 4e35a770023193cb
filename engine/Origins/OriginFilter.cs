using Tocsin.V1;

namespace Tocsin.Engine.Origins;

/// <summary>
/// Drops what was seen before: outputs carry their origin, and of every source partition they come in the order of their origins, so whatever
/// isn't newer than the newest seen is a repetition. One filter serves one partition that is read.
/// </summary>
public sealed class OriginFilter
{
    private readonly SortedDictionary<(string Topic, int Partition), (long Offset, uint Index)> _newest = new(Comparer<(string Topic, int Partition)>.Create(
        (left, right) => string.CompareOrdinal(left.Topic, right.Topic) is var order and not 0 ? order : left.Partition.CompareTo(right.Partition)));

    public OriginFilter()
    {
    }

    /// <summary>Goes on from what <see cref="Newest"/> said.</summary>
    public OriginFilter(IEnumerable<Origin> newest)
    {
        foreach (var origin in newest)
        {
            _newest[(origin.Topic, origin.Partition)] = (origin.Offset, origin.Index);
        }
    }

    /// <summary>The newest origin of every source partition, sorted: what a stage keeps in its state.</summary>
    public IEnumerable<Origin> Newest => _newest.Select(seen => new Origin
    {
        Topic = seen.Key.Topic,
        Partition = seen.Key.Partition,
        Offset = seen.Value.Offset,
        Index = seen.Value.Index,
    });

    /// <summary>False for a repetition. A record without origin is always new.</summary>
    public bool IsNew(Origin? origin)
    {
        if (origin is null)
        {
            return true;
        }

        if (IsRepetition(origin))
        {
            return false;
        }

        _newest[(origin.Topic, origin.Partition)] = (origin.Offset, origin.Index);
        return true;
    }

    /// <summary>As <see cref="IsNew"/>, without taking notice of it.</summary>
    public bool IsRepetition(Origin? origin) => origin is not null
        && _newest.TryGetValue((origin.Topic, origin.Partition), out var newest)
        && (origin.Offset, origin.Index).CompareTo(newest) <= 0;
}
