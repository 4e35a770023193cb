using Confluent.Kafka;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Stages;

/// <summary>One record a stage wants written. Its partition follows from its key.</summary>
public sealed record OutputRecord(string Topic, byte[]? Key, byte[]? Value, Headers? Headers = null, long? TimestampMs = null)
{
    /// <summary>The most that key, value and headers may have together where the runner can't put anything else in their place.</summary>
    public const int MaxBytes = SizeLimit.MaxBytes;

    /// <summary>What to count and trace once the record is written; not part of it.</summary>
    public OutputTelemetry? Telemetry { get; init; }
}
