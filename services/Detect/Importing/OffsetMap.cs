using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Importing;

/// <summary>
/// Where the exported records of the metrics topic come to stand: those of a partition one after the other, from offset 0 on, whatever gaps there were.
/// </summary>
internal sealed class OffsetMap
{
    private readonly Dictionary<int, List<long>> _offsets = [];

    /// <summary>Takes the records of each partition in their order.</summary>
    public void Add(InputRecord record)
    {
        if (!_offsets.TryGetValue(record.Partition, out var offsets))
        {
            _offsets[record.Partition] = offsets = [];
        }

        offsets.Add(record.Offset);
    }

    /// <summary>The new offset of a record; null for one that wasn't exported.</summary>
    public long? Of(int partition, long offset) =>
        _offsets.TryGetValue(partition, out var offsets) && offsets.BinarySearch(offset) is >= 0 and var index ? index : null;

    /// <summary>Whether a record stood before all that were exported of its partition.</summary>
    public bool IsBefore(int partition, long offset) => !_offsets.TryGetValue(partition, out var offsets) || offset < offsets[0];
}
