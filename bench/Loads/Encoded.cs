using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Loads;

/// <summary>Records in one block of memory, as a client's fetch leaves them.</summary>
internal sealed class Encoded
{
    public const int BatchSize = 200;
    private readonly byte[] _bytes;
    private readonly int[] _ends;

    private Encoded(IEnumerable<MetricRecord> records)
    {
        using var stream = new MemoryStream();
        var ends = new List<int>();
        foreach (var record in records)
        {
            record.WriteTo(stream);
            ends.Add((int)stream.Length);
        }

        _bytes = stream.ToArray();
        _ends = [.. ends];
    }

    public int Count => _ends.Length;

    public ReadOnlySpan<byte> this[int record] => _bytes.AsSpan(Start(record).._ends[record]);

    /// <summary>The minutes of a fleet until they repeat.</summary>
    public static Encoded[] Minutes(Fleet fleet, Func<Fleet, int, Encoded> encode) =>
        [.. Enumerable.Range(0, Fleet.Variants).Select(minute => encode(fleet, minute))];

    /// <summary>A record for each sample of a minute.</summary>
    public static Encoded Singles(Fleet fleet, int minute) => new(fleet.Order().Select(entity => new MetricRecord { Sample = fleet.Sample(entity, minute) }));

    /// <summary>Records of <see cref="BatchSize"/> samples.</summary>
    public static Encoded Batches(Fleet fleet, int minute) => new(fleet.Order().Chunk(BatchSize).Select(entities => new MetricRecord { Batch = Batch(fleet, entities, minute) }));

    private static Batch Batch(Fleet fleet, int[] entities, int minute) => new()
    {
        Metrics = { Fleet.Metric },
        Entities = { entities.Select(Fleet.Entity) },
        Points = { entities.Select((entity, index) => new Point { Entity = (uint)index, Integer = fleet.Value(entity, minute) }) },
    };

    private int Start(int record) => record == 0 ? 0 : _ends[record - 1];
}
