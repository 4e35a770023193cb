using Confluent.Kafka;

namespace Tocsin.Runtime.Stages;

/// <summary>One record a stage wants written. Its partition follows from its key.</summary>
public sealed record OutputRecord(string Topic, byte[]? Key, byte[]? Value, Headers? Headers = null, long? TimestampMs = null);
