using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>What an audit remembers of a record of the alarms topic: where it stands, where it says it comes from, and hashes of what it says.</summary>
public readonly record struct RecordedAlarm
{
    /// <summary>Its partition of the alarms topic.</summary>
    public required int Partition { get; init; }

    /// <summary>Its offset there.</summary>
    public required long Offset { get; init; }

    /// <summary>The record of the metrics partition that caused it.</summary>
    public required long OriginOffset { get; init; }

    /// <summary>Its place among what that record caused.</summary>
    public required uint OriginIndex { get; init; }

    /// <summary>When its episode began.</summary>
    public required long StartMs { get; init; }

    public required long TimeMs { get; init; }

    /// <summary>The minute of the newest value it tells; 0 if it tells none.</summary>
    internal long DataMs { get; init; }

    internal ulong Subject { get; init; }

    internal ulong Rule { get; init; }

    internal ulong Id { get; init; }

    internal ulong Episode { get; init; }

    internal UInt128 Content { get; init; }

    /// <summary>It shows a name or attributes, which may have come long before it.</summary>
    internal bool IsDescribed { get; init; }

    /// <summary>How many values it tells.</summary>
    internal int Values { get; init; }

    /// <summary>The alarm of a record; null if the record isn't one that tells its origin.</summary>
    public static AlarmMessage? Read(byte[]? value)
    {
        try
        {
            var alarm = AlarmMessage.Parser.ParseFrom(value ?? []);
            return alarm.Origin is null ? null : alarm;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <param name="alarm">What <see cref="Read"/> gave of the value.</param>
    /// <param name="partition">Where the record stands.</param>
    /// <param name="offset">Where in the partition.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    public static RecordedAlarm Of(AlarmMessage alarm, int partition, long offset, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return new()
        {
            Partition = partition,
            Offset = offset,
            OriginOffset = alarm.Origin.Offset,
            OriginIndex = alarm.Origin.Index,
            StartMs = alarm.StartTime,
            TimeMs = alarm.TimeMs,
            DataMs = alarm.Values.Select(value => value.MinuteMs).DefaultIfEmpty(0).Max(),
            Subject = SubjectHash.Of(alarm),
            Rule = SubjectHash.Of(alarm.RuleName),
            Id = SubjectHash.Of(alarm.Id),
            Episode = SubjectHash.Of(alarm.EpisodeId),
            Content = SubjectHash.OfRecord(key, value),
            IsDescribed = IsDescribedAs(alarm),
            Values = alarm.Values.Count,
        };
    }

    /// <summary>One of which no more is known than where it stands.</summary>
    public static RecordedAlarm At(int partition, long offset, long originOffset) =>
        new() { Partition = partition, Offset = offset, OriginOffset = originOffset, OriginIndex = 0, StartMs = 0, TimeMs = 0 };

    /// <summary>In the order of origins, and those of one origin in the order in which they stand.</summary>
    public static int Compare(RecordedAlarm left, RecordedAlarm right) =>
        (left.OriginOffset, left.OriginIndex, left.Partition, left.Offset).CompareTo((right.OriginOffset, right.OriginIndex, right.Partition, right.Offset));

    /// <summary>The alarm shows more of its entity than the ids.</summary>
    internal static bool IsDescribedAs(AlarmMessage alarm) =>
        alarm.Attributes.Count > 0 || alarm.Name != (alarm.Id1.Length > 0 ? $"{alarm.Id0} to {alarm.Id1}" : alarm.Id0);
}
