using Tocsin.Runtime.Topics;

namespace Tocsin.Unit.Topics;

public class TopicVerificationTests
{
    private static readonly Tocsin.Protos.Topics _names = new("t");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Topics_AsDefined_HaveNoDeviation(int replicationFactor) => Assert.Empty(new TopicVerification(_names, Defined(6, replicationFactor)).Deviations());

    [Fact]
    public void Topics_Missing_AreAllNamed() => Assert.Equal(

        [
            "t.metrics.v1", "t.alarms.v1", "t.rules.v1", "t.detect.state.v1", "t.match.state.v1", "t.actions.v1", "t.converge.state.v1", "t.shields.v1", "t.commands.v1",
            "t.execute.state.v1", "t.route.state.v1", "t.deliveries.v1", "t.deliver.state.v1", "t.records.v1", "t.dead-letters.v1",
        ],
        new TopicVerification(_names, new Dictionary<string, TopicState>()).Deviations().Select(deviation => deviation.Topic));

    [Theory]
    [InlineData("t.metrics.v1", "message.timestamp.type", "CreateTime", "message.timestamp.type is CreateTime, expected LogAppendTime")]
    [InlineData("t.metrics.v1", "cleanup.policy", "compact,delete", "cleanup.policy is compact,delete, expected delete")]
    [InlineData("t.records.v1", "cleanup.policy", "compact", "cleanup.policy is compact, expected compact,delete")]
    [InlineData("t.deliveries.v1", "message.timestamp.type", "CreateTime", "message.timestamp.type is CreateTime, expected LogAppendTime")]
    [InlineData("t.actions.v1", "message.timestamp.type", "CreateTime", "message.timestamp.type is CreateTime, expected LogAppendTime")]
    [InlineData("t.shields.v1", "cleanup.policy", "delete", "cleanup.policy is delete, expected compact")]
    [InlineData("t.deliver.state.v1", "max.message.bytes", "1048588", "max.message.bytes is 1048588, expected 2097152 or more")]
    [InlineData("t.rules.v1", "cleanup.policy", "delete", "cleanup.policy is delete, expected compact")]
    [InlineData("t.rules.v1", "max.message.bytes", "1048588", "max.message.bytes is 1048588, expected 11000000 or more")]
    [InlineData("t.rules.v1", "max.message.bytes", "20000000", "")]
    [InlineData("t.metrics.v1", "retention.ms", "1", "")]
    [InlineData("t.alarms.v1", "min.insync.replicas", "1", "min.insync.replicas is 1, expected 2 or more")]
    public void Option_OtherThanDefined_IsNamedWhereItMatters(string topic, string option, string value, string expected)
    {
        var topics = Defined(6, 3);
        topics[topic] = topics[topic] with { Options = new Dictionary<string, string>(topics[topic].Options) { [option] = value } };

        Assert.Equal(expected, Text(new TopicVerification(_names, topics)));
    }

    [Theory]
    [InlineData("t.rules.v1", 2, "partitions is 2, expected 1")]
    [InlineData("t.detect.state.v1", 5, "partitions is 5, expected 6 as t.metrics.v1")]
    [InlineData("t.deliver.state.v1", 5, "partitions is 5, expected 6 as t.deliveries.v1")]
    [InlineData("t.alarms.v1", 5, "partitions is 6, expected 5 as t.alarms.v1\npartitions is 6, expected 5 as t.alarms.v1")]
    [InlineData("t.actions.v1", 5, "partitions is 6, expected 5 as t.actions.v1")]
    [InlineData("t.execute.state.v1", 5, "partitions is 5, expected 6 as t.commands.v1")]
    [InlineData("t.shields.v1", 2, "partitions is 2, expected 1")]
    [InlineData("t.deliveries.v1", 5, "partitions is 6, expected 5 as t.deliveries.v1")]
    [InlineData("t.records.v1", 5, "")]
    [InlineData("t.dead-letters.v1", 5, "")]
    public void Partitions_OtherThanDefined_AreNamedWhereTheyMatter(string topic, int partitions, string expected)
    {
        var topics = Defined(6, 3);
        topics[topic] = topics[topic] with { Partitions = partitions };

        Assert.Equal(expected, Text(new TopicVerification(_names, topics)));
    }

    [Fact]
    public void Definitions_OfMissingTopics_FollowThoseThatExist()
    {
        var counts = TopicDefinitions.Of(_names, 12, 1, new Dictionary<string, int> { [_names.Metrics] = 6, [_names.Alarms] = 4, [_names.Deliveries] = 2 })
            .ToDictionary(definition => definition.Name, definition => definition.Partitions);

        Assert.Equal((6, 4, 2, 4), (counts["t.detect.state.v1"], counts["t.route.state.v1"], counts["t.deliver.state.v1"], counts["t.records.v1"]));
    }

    [Fact]
    public void Numbers_AskedFor_AreExpected()
    {
        var deviations = new TopicVerification(_names, Defined(6, 1)) { Partitions = 12, ReplicationFactor = 3 }.Deviations().ToList();

        Assert.Equal(["t.metrics.v1", "t.alarms.v1", "t.actions.v1", "t.commands.v1", "t.deliveries.v1"], deviations.Where(deviation => deviation.What == "partitions").Select(deviation => deviation.Topic));
        Assert.Equal(15, deviations.Count(deviation => deviation.What == "replication" && deviation.Expected == "3"));
    }

    private static string Text(TopicVerification verification) =>
        string.Join('\n', verification.Deviations().Select(deviation => $"{deviation.What} is {deviation.Actual}, expected {deviation.Expected}"));

    private static Dictionary<string, TopicState> Defined(int partitions, int replicationFactor) => TopicDefinitions.Of(_names, partitions, replicationFactor).ToDictionary(
        definition => definition.Name,
        definition => new TopicState(definition.Partitions, definition.ReplicationFactor, definition.Options.ToDictionary(option => option.Name, option => option.Value)));
}
