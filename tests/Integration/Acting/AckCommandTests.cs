using System.Text;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

public sealed class AckCommandTests : IDisposable
{
    private readonly Logbook _log = new();

    public AckCommandTests()
    {
        _log.Write(Logbook.Alarm("aaaa-1"));
        _log.Write(Logbook.Alarm("aaaa-1", sequence: 2));
        _log.Write(Logbook.Alarm("bbbb-1", rule: "disk_rule"));
        _log.Write(Logbook.Alarm("cccc-1"));
        _log.Write(Logbook.Alarm("cccc-1", AlarmState.Recovered, 2));
    }

    [Fact]
    public async Task Ack_OfOneAlarm_GoesUnderItsEntitysKey()
    {
        var (exitCode, output, _) = await _log.Run("ack aaaa-1-2 --by ann --comment restarting");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("  FIRING     slow_rule  entity-of-aaaa-1\n1 alarm acknowledged\n", output, StringComparison.Ordinal);
        var record = Assert.Single(_log.Read(Logbook.Topics.Actions));
        Assert.Equal("id-of-aaaa-1", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal(new Acknowledgement { EpisodeId = "aaaa-1", By = "ann", Comment = "restarting" }, ActionRecord.Parser.ParseFrom(record.Value).Acknowledgement);
    }

    [Fact]
    public async Task Ack_ByPatterns_TakesTheActiveOnes()
    {
        var dry = await _log.Run("ack --entity entity-of-* --dry-run");
        var wet = await _log.Run("ack --entity entity-of-* --rule *_rule");

        Assert.EndsWith("\n2 alarms would be acknowledged\n", dry.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n2 alarms acknowledged\n", wet.Output, StringComparison.Ordinal);
        Assert.Equal(["aaaa-1", "bbbb-1"], _log.Read(Logbook.Topics.Actions).Select(record => ActionRecord.Parser.ParseFrom(record.Value).Acknowledgement.EpisodeId).Order());
    }

    [Theory]
    [InlineData("ack", 2, "tocsin ack: what to acknowledge? Name alarms by their ids, or --rule or --entity")]
    [InlineData("ack aaaa --rule x", 2, "tocsin ack: either ids of alarms or --rule and --entity, not both")]
    [InlineData("ack aaaa --comment LONG", 1, "tocsin: this would not be taken: an acknowledgement ")]
    [InlineData("ack cccc", 1, "tocsin: episode cccc-1 is over: its newest alarm is neither firing nor no data")]
    [InlineData("ack dddd aaaa", 1, "tocsin: no alarm and no episode dddd in the alarms topic since ")]
    [InlineData("ack --rule net_*", 1, "tocsin: no active alarm of a rule 'net_*' in the alarms topic since ")]
    public async Task Ack_OfNothing_SaysWhyAndAcknowledgesNothing(string line, int expectedCode, string expected)
    {
        var (exitCode, _, error) = await _log.Run(line.Replace("LONG", new string('x', 100_000), StringComparison.Ordinal));

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(expectedCode, exitCode);
        Assert.Empty(_log.Read(Logbook.Topics.Actions));
    }

    public void Dispose() => _log.Dispose();
}
