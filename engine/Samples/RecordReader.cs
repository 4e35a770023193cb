namespace Tocsin.Engine.Samples;

public enum RecordKind
{
    /// <summary>The bytes aren't a MetricRecord.</summary>
    Malformed,

    /// <summary>A MetricRecord with no body this version knows.</summary>
    Empty,

    /// <summary>A sample or a batch.</summary>
    Samples,
    Tick,
    Activation,
}

/// <summary>
/// Decodes a MetricRecord from its bytes without garbage. One reader serves one task and is used again for every record;
/// what it returns is valid until the next call of <see cref="Read"/>.
/// </summary>
public sealed class RecordReader
{
    /// <summary>Samples of the record read last, those included whose entity or metric index points nowhere.</summary>
    public int Count { get; private set; }

    /// <summary>Of an activation: the rule set's version.</summary>
    public string Version { get; private set; } = "";

    /// <summary>What is wrong with a malformed record.</summary>
    public string Error { get; private set; } = "";

    public RecordKind Read(ReadOnlySpan<byte> record) => throw new NotImplementedException();

    /// <summary>
    /// The sample at a position of the record read last, which must be the bytes given here. False if the batch's entity or metric
    /// index points nowhere; <see cref="Error"/> then names it.
    /// </summary>
    public bool TryGet(ReadOnlySpan<byte> record, int index, out Sample sample) => throw new NotImplementedException();
}
