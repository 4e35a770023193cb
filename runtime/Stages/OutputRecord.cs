using Confluent.Kafka;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Stages;

/// <summary>One record a stage wants written. Its partition follows from its key.</summary>
public sealed record OutputRecord(string Topic, byte[]? Key, byte[]? Value, Headers? Headers = null, long? TimestampMs = null)
{
    /// <summary>What to count and trace once the record is written; not part of it.</summary>
    public OutputTelemetry? Telemetry { get; init; }
}
