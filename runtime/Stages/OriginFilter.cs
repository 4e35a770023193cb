using Tocsin.V1;

namespace Tocsin.Runtime.Stages;

/// <summary>
/// Drops what was seen before: outputs carry their origin, and of every source partition they come in the order of their origins, so whatever
/// isn't newer than the newest seen is a repetition. One filter serves one partition that is read.
/// </summary>
public sealed class OriginFilter
{
    private readonly Dictionary<(string Topic, int Partition), (long Offset, uint Index)> _newest = [];

    /// <summary>The newest origin of every source partition, in no particular order: what a stage keeps in its state.</summary>
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

        var source = (origin.Topic, origin.Partition);
        if (_newest.TryGetValue(source, out var newest) && (origin.Offset, origin.Index).CompareTo(newest) <= 0)
        {
            return false;
        }

        _newest[source] = (origin.Offset, origin.Index);
        return true;
    }
}
