using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Samples;

/// <summary>
/// Decodes a MetricRecord from its bytes without garbage. One reader serves one task and is used again for every record;
/// what it returns is valid until the next call of <see cref="Read"/>. It takes what Google.Protobuf takes and finds the same values.
/// </summary>
public sealed class RecordReader
{
    private readonly RecordTables _tables = new();

    // Of an unusual record: the same written the usual way.
    private byte[]? _copy;

    /// <summary>Samples of the record read last, those included whose entity or metric index points nowhere.</summary>
    public int Count => _tables.Points.Count;

    /// <summary>The entities of the record read last.</summary>
    internal Slots<EntitySlot> Entities => _tables.Entities;

    /// <summary>Of an activation: the rule set's version.</summary>
    public string Version { get; private set; } = "";

    /// <summary>What is wrong with a malformed record, or with the sample that <see cref="TryGet"/> refused.</summary>
    public string Error { get; private set; } = "";

    public RecordKind Read(ReadOnlySpan<byte> record)
    {
        _copy = null;
        Version = "";
        Error = "";
        var end = RecordParser.Parse(record, _tables);
        if (end >= 0 && _tables.IsUnusual)
        {
            _copy = MetricRecord.Parser.ParseFrom(record).ToByteArray();
            end = RecordParser.Parse(_copy, _tables);
        }

        if (end < 0)
        {
            Error = $"{WireFault.Describe(end)}, in the field at byte {_tables.FaultAt} of {record.Length}";
            _tables.Clear();
            return RecordKind.Malformed;
        }

        if (_tables.Kind == RecordKind.Activation)
        {
            Version = Encoding.UTF8.GetString(_tables.Version.Of(_copy ?? record));
        }

        return _tables.Kind;
    }

    /// <summary>
    /// The sample at a position of the record read last, which must be the bytes given here. False if the batch's entity or metric
    /// index points nowhere; <see cref="Error"/> then names it.
    /// </summary>
    public bool TryGet(ReadOnlySpan<byte> record, int index, out Sample sample)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        ref readonly var point = ref _tables.Points[index];
        if (point.Entity >= (uint)_tables.Entities.Count || point.Metric >= (uint)_tables.Metrics.Count)
        {
            sample = default;
            return PointsNowhere(index, in point);
        }

        var bytes = _copy is null ? record : _copy;
        Unsafe.SkipInit(out sample);
        sample.Fill(bytes, _tables.Metrics[(int)point.Metric], in _tables.Entities[(int)point.Entity], in point, _tables.TimeMs);
        return true;
    }

    private bool PointsNowhere(int index, in PointSlot point)
    {
        Error = point.Entity >= (uint)_tables.Entities.Count
            ? $"point {index}: entity {point.Entity} doesn't exist, the batch has {_tables.Entities.Count}"
            : $"point {index}: metric {point.Metric} doesn't exist, the batch has {_tables.Metrics.Count}";
        return false;
    }
}
