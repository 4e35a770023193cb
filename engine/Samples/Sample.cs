using System.Diagnostics.CodeAnalysis;

namespace Tocsin.Engine.Samples;

/// <summary>One decoded sample: spans over the record's bytes, valid as long as those are.</summary>
public ref struct Sample
{
    // Fields, so that the reader can fill a sample where it is wanted: to copy its 130 bytes takes as long as to decode a point.
    private ReadOnlySpan<byte> _metric;
    private EntityView _entity;
    private ReadOnlySpan<byte> _encoded;
    private long _timeMs;
    private long _raw;
    private ValueKind _kind;

    /// <summary>The metric's name in UTF-8.</summary>
    public ReadOnlySpan<byte> Metric { readonly get => _metric; init => _metric = value; }

    [UnscopedRef]
    public readonly ref readonly EntityView Entity => ref _entity;

    /// <summary>Milliseconds since 1970 UTC; 0 stands for the record's timestamp.</summary>
    public long TimeMs { readonly get => _timeMs; init => _timeMs = value; }

    public ValueKind Kind { readonly get => _kind; init => _kind = value; }

    /// <summary>The integer, or the bits of the double.</summary>
    public long Raw { readonly get => _raw; init => _raw = value; }

    /// <summary>The protobuf encoding of several or labelled values, checked to be well formed: see <see cref="ValueReader"/>.</summary>
    public ReadOnlySpan<byte> Encoded { readonly get => _encoded; init => _encoded = value; }

    internal void Fill(ReadOnlySpan<byte> record, ByteRange metric, in EntitySlot entity, in PointSlot point, long batchTimeMs)
    {
        _metric = metric.Of(record);
        _entity.Fill(record, in entity);
        _encoded = point.Kind >= ValueKind.Several ? point.Encoded.Of(record) : default;
        _timeMs = point.TimeMs != 0 ? point.TimeMs : batchTimeMs;
        _raw = point.Raw;
        _kind = point.Kind;
    }
}
