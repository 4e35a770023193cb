using Tocsin.Detect.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;

namespace Tocsin.Integration.Rules;

/// <summary>What only a Kafka with an admin protocol and isolated transactions shows.</summary>
public sealed class RunningBrokerTests
{
    private readonly Topics _topics = new($"test-{Guid.NewGuid():N}");
    private readonly ClientSettings _client = new() { BootstrapServers = BrokerFactAttribute.Bootstrap };

    private string At => $"-b {BrokerFactAttribute.Bootstrap} --prefix {_topics.Prefix}";

    [BrokerFact]
    public async Task Topics_Created_AreVerifiedAndLeftAloneTheNextTime()
    {
        var missing = await Commands.Run($"topics verify {At}");
        var created = await Commands.Run($"topics create --partitions 3 --replication 1 {At}");
        var again = await Commands.Run($"topics create --partitions 5 --replication 1 {At}");
        var verified = await Commands.Run($"topics verify {At}");
        var deviates = await Commands.Run($"topics verify --partitions 5 {At}");

        Assert.Equal((1, 0, 0, 0, 1), (missing.ExitCode, created.ExitCode, again.ExitCode, verified.ExitCode, deviates.ExitCode));
        Assert.Contains("topic is missing, expected exists", missing.Output, StringComparison.Ordinal);
        Assert.Contains("message.timestamp.type=LogAppendTime", created.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{_topics.Metrics} exists, with 3 partitions\n", again.Output, StringComparison.Ordinal);
        Assert.Equal("9 topics verified: all as they should be\n", verified.Output);
        Assert.Contains("partitions is 3, expected 5", deviates.Output, StringComparison.Ordinal);
    }

    [BrokerFact]
    public async Task Appliers_TwoAtOnce_TheEarlierOneIsFencedAndWritesNothing()
    {
        await Commands.Run($"topics create --partitions 2 --replication 1 {At}");
        using var early = new RulesApplier(_client, _topics, TimeProvider.System);
        using var late = new RulesApplier(_client, _topics, TimeProvider.System);
        var applied = late.Apply(Settings.WithThreshold(1), "late.yml", "late");

        Assert.Throws<FencedException>(() => early.Apply(Settings.WithThreshold(2), "early.yml", "early"));

        using var topic = new RulesTopic(_client, _topics);
        Assert.Equal(applied.Read.RuleSet!.Version, topic.Active!.Version);
        Assert.Single(topic.Versions);
        Assert.Equal(2, MetricsLog.Markers(_client, _topics).Count);
    }

    [BrokerFact]
    public async Task Writer_EndsWithoutCommit_NothingIsSeen()
    {
        await Commands.Run($"topics create --partitions 2 --replication 1 {At}");
        using (var writer = new TransactionalWriter(_client, $"{_topics.Prefix}.rules"))
        {
            writer.Begin();
            writer.Write([(new(_topics.Rules, "active"u8.ToArray(), []), 0)]);
        }

        using var topic = new RulesTopic(_client, _topics);

        Assert.Null(topic.Active);
    }
}
