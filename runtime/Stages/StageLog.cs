using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Tocsin.Runtime.Stages;

/// <summary>What a runner tells its operator.</summary>
internal static partial class StageLog
{
    [LoggerMessage(1, LogLevel.Information, "{Stage}: partitions {Partitions} assigned")]
    public static partial void Assigned(ILogger logger, string stage, string partitions);

    [LoggerMessage(2, LogLevel.Information, "{Stage}: partitions {Partitions} taken away")]
    public static partial void Revoked(ILogger logger, string stage, string partitions);

    [LoggerMessage(3, LogLevel.Warning, "{Stage}: partitions {Partitions} lost; their new owner goes on from the last commit")]
    public static partial void Lost(ILogger logger, string stage, string partitions);

    [LoggerMessage(4, LogLevel.Warning, "{Stage}: Kafka reports {Code}: {Reason}")]
    public static partial void ClientError(ILogger logger, string stage, ErrorCode code, string reason);

    [LoggerMessage(5, LogLevel.Error, "{Stage}: failed on the record at {Topic}[{Partition}]@{Offset}; it is among the dead letters")]
    public static partial void ProcessFailed(ILogger logger, Exception exception, string stage, string topic, int partition, long offset);

    [LoggerMessage(7, LogLevel.Warning, "{Stage}: fenced, {Reason}; begins anew from what is committed")]
    public static partial void Fenced(ILogger logger, string stage, string reason);

    [LoggerMessage(10, LogLevel.Warning, "{Stage}: interrupted, {Reason}; begins anew from what is committed")]
    public static partial void Interrupted(ILogger logger, string stage, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Stage}: partition {Partition} restored, goes on at offset {Offset}")]
    public static partial void Restored(ILogger logger, string stage, int partition, long offset);

    [LoggerMessage(9, LogLevel.Warning, "{Stage}: a transaction was aborted, {Reason}; it is tried again")]
    public static partial void Aborted(ILogger logger, string stage, string reason);

    [LoggerMessage(12, LogLevel.Error, "{Stage}: partition {Partition} failed to act; it tries again")]
    public static partial void ActFailed(ILogger logger, Exception exception, string stage, int partition);

    [LoggerMessage(13, LogLevel.Error, "{Stage}: what came of an act in partition {Partition} has {Bytes} bytes, expected at most {MaxBytes}; it is not recorded")]
    public static partial void AppendTooLarge(ILogger logger, string stage, int partition, int bytes, int maxBytes);

    [LoggerMessage(14, LogLevel.Warning, "{Stage}: what came of the last acts of partitions taken away could not be recorded in time; their new owner may repeat them")]
    public static partial void NotAppended(ILogger logger, string stage);

    [LoggerMessage(6, LogLevel.Warning, "{Stage}: offsets not committed, {Reason}; records since the last commit will be processed again")]
    public static partial void NotCommitted(ILogger logger, string stage, string reason);
}
