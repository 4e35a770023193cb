namespace Tocsin.Integration.Detect;

/// <summary>Detect as a process: what it says and how it ends.</summary>
public class DetectProgramTests
{
    [Fact]
    public void NoAddress_IsSaidInOneLine()
    {
        using var detect = Start();

        AssertRefusal("no Kafka to connect to: give --bootstrap HOST:PORT or set TOCSIN_BOOTSTRAP", detect);
    }

    [Fact]
    public void NoBroker_IsSaidInOneLine()
    {
        using var shop = new Shop();
        var nowhere = $"127.0.0.1:{Brokers.Client.FreePort()}";
        using var detect = Start("--bootstrap", nowhere, "--listen", "off", "--rules", shop.RulesFile);

        AssertRefusal($"detect: no answer from Kafka at {nowhere}", detect);
    }

    [Theory]
    [InlineData("metrics.v1")]
    [InlineData("alarms.v1")]
    [InlineData("detect.state.v1")]
    [InlineData("dead-letters.v1")]
    public void MissingTopic_IsSaidInOneLine(string missing)
    {
        using var shop = new Shop(new Cluster(withTopics: false));
        foreach (var definition in shop.Cluster.Definitions.Where(definition => !definition.Name.EndsWith(missing, StringComparison.Ordinal)))
        {
            shop.Cluster.Create(definition.Name, definition.Partitions);
        }

        using var detect = Start(shop);

        AssertRefusal($"detect: there is no topic {shop.Topics.Prefix}.{missing} at {shop.Cluster.BootstrapServers}", detect);
    }

    [Fact]
    public void NoRulesFile_IsSaidInOneLine()
    {
        using var shop = new Shop();
        File.Delete(shop.RulesFile);
        using var detect = Start(shop);

        AssertRefusal($"{shop.RulesFile} can't be read: there is no such file", detect);
    }

    [Fact]
    public void RulesWithErrors_AreListedEachAtItsPlace()
    {
        using var shop = new Shop();
        shop.WriteRules(Shop.Rules.Replace("1000", "a thousand", StringComparison.Ordinal).Replace("period: 3", "period: three", StringComparison.Ordinal));
        using var detect = Start(shop);

        Assert.Equal(1, detect.ExitCode());
        Assert.Contains($"{shop.RulesFile}:5:16: error", detect.Error, StringComparison.Ordinal);
        Assert.Contains($"{shop.RulesFile}:6:13: error", detect.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void Signal_EndsItWithEverythingSaved(string signal)
    {
        using var shop = new Shop();
        shop.PublishMinutes("checkout", [1200, 1300, 200], partition: 1);
        shop.Flush();
        using var detect = Start(shop);
        shop.Alarms(expected: 1);

        detect.Signal(signal);

        Assert.Equal(0, detect.ExitCode());
        Assert.Equal("", detect.Error);
        shop.Find(shop.Topics.State("detect"), record => record.Partition == 1);
        Assert.InRange(shop.Cluster.Committed(shop.Topics.Prefix, shop.Topics.Metrics, partition: 1), 3, 5);
    }

    private static Program Start(Shop shop) => Start(
        "--bootstrap", shop.Cluster.BootstrapServers, "--prefix", shop.Topics.Prefix, "--group", shop.Topics.Prefix, "--rules", shop.RulesFile, "--listen", "off", "--guarantee", "at_least_once");

    private static Program Start(params string[] arguments) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tocsin.Detect.dll"), .. arguments]);

    private static void AssertRefusal(string expected, Program detect)
    {
        Assert.Equal(1, detect.ExitCode());
        Assert.StartsWith(expected, Assert.Single(detect.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
