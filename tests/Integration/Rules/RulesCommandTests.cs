using Tocsin.Integration.Brokers;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;

namespace Tocsin.Integration.Rules;

public sealed class RulesCommandTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly string _file = Path.GetTempFileName();

    public RulesCommandTests()
    {
        _broker.CreateTopic(new Topics().Metrics, 2);
        _broker.CreateTopic(new Topics().Rules, 1);
        File.WriteAllText(_file, Settings.WithThreshold(1));
    }

    private string At => $"-b {_broker.BootstrapServers}";

    [Fact]
    public async Task Apply_Twice_SaysWhatChangedAndThenThatItIsActive()
    {
        var first = await Commands.Run($"rules apply {_file} --yes --author me {At}");
        var second = await Commands.Run($"rules apply {_file} --yes {At}");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("  + slow_rule: new\n", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("Applied: 2 partitions activated\n", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("are the active ones.\nWere active: nothing to do\n", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", 0, "Applied: 2 partitions activated\n")]
    [InlineData("n\n", 1, "Not applied.\n")]
    [InlineData("", 1, "--yes applies without asking.\n")]
    public async Task Apply_WithoutYes_Asks(string answer, int expectedExitCode, string expected)
    {
        var (exitCode, output, _) = await Commands.Run($"rules apply {_file} {At}", answer);

        Assert.Equal(expectedExitCode, exitCode);
        Assert.EndsWith(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_DryRun_SaysWhatWouldBeResetAndAppliesNothing()
    {
        await Commands.Run($"rules apply {_file} --yes {At}");
        await File.WriteAllTextAsync(_file, Settings.WithThreshold(2));

        var (exitCode, output, _) = await Commands.Run($"rules apply {_file} --dry-run {At}");
        var list = await Commands.Run($"rules diff {_file} -o json {At}");

        Assert.Equal(0, exitCode);
        Assert.Contains("  ~ slow_rule threshold: 1 -> 2; windows start anew, open episodes are closed\n", output, StringComparison.Ordinal);
        Assert.Contains("\"resetsWindows\": true", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AFileWithErrors_TellsThemAndExits1()
    {
        await File.WriteAllTextAsync(_file, "rules: {x_rule: {op: '?'}}");

        var (exitCode, output, error) = await Commands.Run($"rules apply {_file} --yes {At}");

        Assert.Equal(1, exitCode);
        Assert.Contains("error:", output, StringComparison.Ordinal);
        Assert.EndsWith("has errors and is not applied\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAndShow_AfterTwoApplies_TellVersionsAndPartitions()
    {
        await Commands.Run($"rules apply {_file} --yes --author me {At}");
        await File.WriteAllTextAsync(_file, Settings.WithThreshold(2));
        await Commands.Run($"rules apply {_file} --yes --author you {At}");

        var list = (await Commands.Run($"rules list {At}")).Output.TrimEnd('\n').Split('\n');
        var old = (await Commands.Run($"rules show {list[1][..6]} {At}")).Output;

        Assert.EndsWith("by you  active", list[0], StringComparison.Ordinal);
        Assert.EndsWith("by me", list[1], StringComparison.Ordinal);
        Assert.Equal([$"partition 0: {list[0][..12]} since offset 2", $"partition 1: {list[0][..12]} since offset 2"], list[2..]);
        Assert.Equal(Settings.WithThreshold(1), old);
    }

    [Theory]
    [InlineData("rules show", "no rules have been applied yet")]
    [InlineData("rules show abc", "no rules abc: neither a version that was applied nor a file")]
    [InlineData("rules list --prefix other", "there is no topic other.rules.v1")]
    [InlineData("rules list --client no.such.option=1", "the Kafka client doesn't take its options: No such configuration property: \"no.such.option\"")]
    [InlineData("topics create", "this broker can't make or describe topics")]
    [InlineData("topics verify", "this broker can't make or describe topics")]
    public async Task Command_ThatCanNotWork_SaysWhyInOneLine(string line, string expected)
    {
        var (exitCode, _, error) = await Commands.Run($"{line} {At}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"tocsin: {expected}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Command_WithoutKafka_SaysSoWithinABoundedTime()
    {
        var (exitCode, _, error) = await Commands.Run($"rules list -b 127.0.0.1:{Client.FreePort()}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("tocsin: no answer from Kafka at 127.0.0.1:", error, StringComparison.Ordinal);
        Assert.Contains("Connection refused", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _broker.Dispose();
        File.Delete(_file);
    }
}
