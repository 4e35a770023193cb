namespace Tocsin.Engine.Samples;

/// <summary>A sample with its entity and metric still by index, which may point nowhere.</summary>
internal struct PointSlot
{
    public uint Entity;
    public uint Metric;
    public long TimeMs;
    public long Raw;
    public ByteRange Encoded;
    public ValueKind Kind;
}
