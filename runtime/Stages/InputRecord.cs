using Confluent.Kafka;

namespace Tocsin.Runtime.Stages;

/// <summary>One record of a stage's input, as it stands in the log.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">Its place in the partition.</param>
/// <param name="TimestampMs">The log's time, -1 if the record has none.</param>
/// <param name="Key">Null for a record without key.</param>
/// <param name="Value">Null for a record without value.</param>
/// <param name="Headers">Null for a record without headers.</param>
public sealed record InputRecord(string Topic, int Partition, long Offset, long TimestampMs, byte[]? Key, byte[]? Value, Headers? Headers);
