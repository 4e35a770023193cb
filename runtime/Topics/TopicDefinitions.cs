using System.Globalization;

namespace Tocsin.Runtime.Topics;

/// <summary>The one place that says which topics there are and how they are configured.</summary>
public static class TopicDefinitions
{
    private const long DayMs = 24L * 60 * 60 * 1_000;

    /// <summary>A settings file of the largest size, and what stands around it.</summary>
    private const int RulesBytes = 11_000_000;

    /// <summary>Kafka's own default.</summary>
    private const int MessageBytes = 1_048_588;

    /// <summary>A message of the largest size with the headers that say what was wrong with it.</summary>
    private const int DeadLetterBytes = 2 * 1_048_576;

    /// <summary>A delivery of the largest size with what came of its newest attempts.</summary>
    private const int SavedDeliveryBytes = 2 * 1_048_576;

    private const int StateSegmentBytes = 64 * 1_048_576;

    /// <param name="topics">Their names.</param>
    /// <param name="partitions">Of the metrics topic and those that follow it.</param>
    /// <param name="replicationFactor">Of all of them.</param>
    /// <param name="existing">Partitions of the topics there are already: what follows one of them follows it as it is.</param>
    public static IReadOnlyList<TopicDefinition> Of(Protos.Topics topics, int partitions, int replicationFactor, IReadOnlyDictionary<string, int>? existing = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var metrics = existing?.GetValueOrDefault(topics.Metrics, partitions) ?? partitions;
        var alarms = existing?.GetValueOrDefault(topics.Alarms, metrics) ?? metrics;
        var actions = existing?.GetValueOrDefault(topics.Actions, alarms) ?? alarms;
        var commands = existing?.GetValueOrDefault(topics.Commands, actions) ?? actions;
        var deliveries = existing?.GetValueOrDefault(topics.Deliveries, alarms) ?? alarms;
        var safe = AtLeast("min.insync.replicas", (replicationFactor + 1) / 2);
        return
        [
            new(topics.Metrics, PartitionCount.Chosen, metrics, replicationFactor,
                [Policy("delete"), Exactly("message.timestamp.type", "LogAppendTime"), Retention(7), AtLeast("max.message.bytes", MessageBytes), safe]),
            new(topics.Alarms, PartitionCount.Chosen, alarms, replicationFactor,
                [Policy("delete"), Retention(30), AtLeast("max.message.bytes", MessageBytes), safe]),
            new(topics.Rules, PartitionCount.Fixed, 1, replicationFactor,
                [Policy("compact"), Suggested("segment.ms", DayMs), AtLeast("max.message.bytes", RulesBytes), safe]),
            State("detect", topics.Metrics, metrics, MessageBytes),
            State("match", topics.Alarms, alarms, MessageBytes),
            new(topics.Actions, PartitionCount.Chosen, actions, replicationFactor,
                [Policy("delete"), Exactly("message.timestamp.type", "LogAppendTime"), Retention(7), AtLeast("max.message.bytes", MessageBytes), safe]),
            State("converge", topics.Actions, actions, SavedDeliveryBytes),
            new(topics.Shields, PartitionCount.Fixed, 1, replicationFactor,
                [Policy("compact"), Suggested("segment.ms", DayMs), AtLeast("max.message.bytes", MessageBytes), safe]),
            new(topics.Commands, PartitionCount.Chosen, commands, replicationFactor,
                [Policy("delete"), Exactly("message.timestamp.type", "LogAppendTime"), Retention(7), AtLeast("max.message.bytes", MessageBytes), safe]),
            State("execute", topics.Commands, commands, MessageBytes),
            State("route", topics.Alarms, alarms, MessageBytes),
            new(topics.Deliveries, PartitionCount.Chosen, deliveries, replicationFactor,
                [Policy("delete"), Exactly("message.timestamp.type", "LogAppendTime"), Retention(7), AtLeast("max.message.bytes", MessageBytes), safe]),
            State("deliver", topics.Deliveries, deliveries, SavedDeliveryBytes),
            new(topics.Records, PartitionCount.Any, alarms, replicationFactor,
                [Policy("compact,delete"), Retention(30), AtLeast("max.message.bytes", MessageBytes), safe]),
            new(topics.DeadLetters, PartitionCount.Any, 1, replicationFactor,
                [Policy("delete"), Retention(30), AtLeast("max.message.bytes", DeadLetterBytes), safe]),
        ];

        TopicDefinition State(string stage, string input, int count, int bytes) => new(topics.State(stage), PartitionCount.OfAnother, count, replicationFactor,
            [Policy("compact"), Suggested("segment.bytes", StateSegmentBytes), new("min.cleanable.dirty.ratio", "0.2", OptionCheck.Suggested), AtLeast("max.message.bytes", bytes), safe])
        {
            PartitionsOf = input,
        };
    }

    private static TopicOption Policy(string value) => Exactly("cleanup.policy", value);

    private static TopicOption Exactly(string name, string value) => new(name, value, OptionCheck.Exactly);

    private static TopicOption AtLeast(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture), OptionCheck.AtLeast);

    private static TopicOption Retention(int days) => Suggested("retention.ms", days * DayMs);

    private static TopicOption Suggested(string name, long value) => new(name, value.ToString(CultureInfo.InvariantCulture), OptionCheck.Suggested);
}
