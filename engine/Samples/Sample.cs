namespace Tocsin.Engine.Samples;

/// <summary>One decoded sample: spans over the record's bytes, valid as long as those are.</summary>
public readonly ref struct Sample
{
    /// <summary>The metric's name in UTF-8.</summary>
    public ReadOnlySpan<byte> Metric { get; init; }

    public EntityView Entity { get; init; }

    /// <summary>Milliseconds since 1970 UTC; 0 stands for the record's timestamp.</summary>
    public long TimeMs { get; init; }

    public ValueKind Kind { get; init; }

    /// <summary>The integer, or the bits of the double.</summary>
    public long Raw { get; init; }

    /// <summary>The protobuf encoding of several or labelled values, checked to be well formed: see <see cref="ValueReader"/>.</summary>
    public ReadOnlySpan<byte> Encoded { get; init; }
}
