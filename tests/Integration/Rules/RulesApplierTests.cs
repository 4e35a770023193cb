using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Logs;

namespace Tocsin.Integration.Rules;

public sealed class RulesApplierTests : IDisposable
{
    private const int Partitions = 3;
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly Topics _topics = new();
    private readonly ClientSettings _client;

    public RulesApplierTests()
    {
        _broker.CreateTopic(_topics.Metrics, Partitions);
        _broker.CreateTopic(_topics.Rules, 1);
        _client = new ClientSettings { BootstrapServers = _broker.BootstrapServers };
    }

    [Fact]
    public void Apply_TheFirstRules_WritesTextPointersAndAMarkerForEachPartition()
    {
        var applied = Apply(Settings.WithThreshold(1));

        using var topic = new RulesTopic(_client, _topics);
        var version = applied.Read.RuleSet!.Version;
        Assert.Equal([0, 1, 2], applied.Activated);
        Assert.Equal((version, "somebody"), (topic.Active!.Version, topic.Active.Author));
        Assert.Equal((Settings.WithThreshold(1), "rules.yml"), (topic.Versions[version].Text, topic.Versions[version].FileName));
        Assert.Equal([version, version, version], Enumerable.Range(0, Partitions).Select(partition => topic.VersionAt(partition, 0)));
        Assert.Equal([(0, 0, version), (1, 0, version), (2, 0, version)], MetricsLog.Markers(_client, _topics));
    }

    [Fact]
    public void Apply_OtherRules_PartitionsKnowWhichHeldWhere()
    {
        var first = Apply(Settings.WithThreshold(1)).Read.RuleSet!.Version;
        var second = Apply(Settings.WithThreshold(2)).Read.RuleSet!.Version;

        using var topic = new RulesTopic(_client, _topics);
        var offset = topic.Partitions[0].Activations[^1].Offset;
        Assert.Equal(second, topic.Active!.Version);
        Assert.Equal((first, second), (topic.VersionAt(0, offset), topic.VersionAt(0, offset + 1)));
        Assert.Contains((0, offset, second), MetricsLog.Markers(_client, _topics));
    }

    [Fact]
    public void Apply_TheActiveRulesAgain_WritesNothing()
    {
        Apply(Settings.WithThreshold(1));

        var again = Apply(Settings.WithThreshold(1));

        Assert.True(again.WasActive);
        Assert.Empty(again.Activated);
        Assert.Equal(Partitions, MetricsLog.Markers(_client, _topics).Count);
    }

    [Fact]
    public void Apply_RulesWithErrors_WritesNothing()
    {
        var refused = Apply("rules: {x_rule: {op: '?'}}");

        using var topic = new RulesTopic(_client, _topics);
        Assert.False(refused.IsApplied);
        Assert.NotEmpty(refused.Read.Problems);
        Assert.Null(topic.Active);
        Assert.Empty(MetricsLog.Markers(_client, _topics));
    }

    [Fact]
    public void Apply_AnEarlierVersionAgain_KeepsItsTextAndAuthor()
    {
        var first = Apply(Settings.WithThreshold(1)).Read.RuleSet!.Version;
        Apply(Settings.WithThreshold(2));

        Apply(Settings.WithThreshold(1), "somebody else");

        using var topic = new RulesTopic(_client, _topics);
        Assert.Equal((first, "somebody else", "somebody"), (topic.Active!.Version, topic.Active.Author, topic.Versions[first].Author));
    }

    [Fact]
    public void Find_AVersion_IsItsRuleSetAndNullIfThereIsNone()
    {
        var version = Apply(Settings.WithThreshold(7)).Read.RuleSet!.Version;

        using var topic = new RulesTopic(_client, _topics);
        Assert.Equal("7", topic.Find(version)!.Rules.Single().Thresholds.Single()!.Text);
        Assert.Same(topic.Find(version), topic.Find(version));
        Assert.Null(topic.Find("none"));
    }

    [Fact]
    public void Refresh_AfterAnApplyElsewhere_SeesIt()
    {
        using var topic = new RulesTopic(_client, _topics);
        var version = Apply(Settings.WithThreshold(1)).Read.RuleSet!.Version;
        Assert.Null(topic.Find(version));

        topic.Refresh();

        Assert.NotNull(topic.Find(version));
    }

    /// <summary>Two metrics topics, the second one larger, stand for one that grew: the embedded broker can't add partitions.</summary>
    [Fact]
    public void EnsurePartitions_SomeWereAdded_TheyStartWithTheActiveVersion()
    {
        Apply(Settings.WithThreshold(1));
        var active = Apply(Settings.WithThreshold(2)).Read.RuleSet!.Version;
        _broker.DeleteTopic(_topics.Metrics);
        _broker.CreateTopic(_topics.Metrics, Partitions + 2);
        using var topic = new RulesTopic(_client, _topics);

        var added = RulesApplier.EnsurePartitions(_client, _topics, topic, TimeProvider.System);

        Assert.Equal([3, 4], added);
        Assert.Equal(active, topic.VersionAt(4, 0));
        Assert.Empty(MetricsLog.Markers(_client, _topics));
        Assert.Empty(RulesApplier.EnsurePartitions(_client, _topics, topic, TimeProvider.System));
    }

    [Fact]
    public void EnsurePartitions_NothingApplied_DoesNothing()
    {
        using var topic = new RulesTopic(_client, _topics);

        Assert.Empty(RulesApplier.EnsurePartitions(_client, _topics, topic, TimeProvider.System));
    }

    /// <summary>What the embedded broker leaves after an apply that ended between its markers and the records that say where they are.</summary>
    [Fact]
    public void Apply_AfterAnInterruptedOne_CompletesIt()
    {
        var version = SettingsReader.Read(Settings.WithThreshold(2), "rules.yml").RuleSet!.Version;
        Apply(Settings.WithThreshold(1));
        using (var writer = new TransactionalWriter(_client, "interrupted"))
        {
            var active = new V1.ActiveRuleSet { Version = version, Author = "somebody" };
            writer.Begin();
            writer.Write([(new(_topics.Rules, "active"u8.ToArray(), Google.Protobuf.MessageExtensions.ToByteArray(active)), 0)]);
            writer.Commit();
        }

        var completed = Apply(Settings.WithThreshold(2));

        using var topic = new RulesTopic(_client, _topics);
        Assert.True(completed.WasActive);
        Assert.Equal([0, 1, 2], completed.Activated);
        Assert.NotNull(topic.Find(version));
    }

    [Fact]
    public void Apply_ALargeText_ArrivesWhole()
    {
        var text = Settings.WithThreshold(1) + "\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"# {i} {i * 7919L}\n"));

        var version = Apply(text).Read.RuleSet!.Version;

        using var topic = new RulesTopic(_client, _topics);
        Assert.Equal(text, topic.Versions[version].Text);
    }

    public void Dispose() => _broker.Dispose();

    private AppliedRules Apply(string text, string author = "somebody")
    {
        using var applier = new RulesApplier(_client, _topics, TimeProvider.System);
        return applier.Apply(text, "rules.yml", author);
    }
}
