using System.Text;
using System.Text.Json;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

public sealed class PackageCommandTests : IDisposable
{
    private const string Policies = """
        packages:
          - name: clean-disk
            type: job
            description: removes what can be made again
            timeout: 5m
          - name: old-one
            type: job
            enabled: false
        """;

    private readonly Logbook _log = new();
    private readonly string _file = Path.GetTempFileName();

    public PackageCommandTests()
    {
        File.WriteAllText(_file, Policies);
        _log.Write(Logbook.Alarm("aaaa-1"));
        _log.Write(Logbook.Alarm("bbbb-1"));
        _log.Write(Logbook.Alarm("cccc-1"));
        _log.Write(Logbook.Alarm("cccc-1", AlarmState.Recovered, 2));
    }

    [Fact]
    public async Task Run_OfABuiltInPackage_TellsTheReceiver()
    {
        var (exitCode, output, _) = await _log.Run("run notify-firing --entity *-aaaa-1 --receiver slack.dba --by ann");

        var record = Assert.Single(_log.Read(Logbook.Topics.Actions));
        var run = ActionRecord.Parser.ParseFrom(record.Value).ManualRun;
        Assert.Equal((0, $"asked for notify-firing -> slack.dba for slow_rule of entity-of-aaaa-1: record {RecordId.Of(run)}\n"), (exitCode, output));
        Assert.Equal(RecordId.Of(run), Encoding.UTF8.GetString(record.Key!));
        Assert.Equal(("notify-firing", PackageType.Notification, "slack.dba", "ann", 86_400u, "aaaa-1"), (run.Package, run.Type, run.Receiver, run.By, run.TimeoutSeconds, run.Alarm.EpisodeId));
    }

    [Fact]
    public async Task Run_OfAPackageOfThePolicies_HasItsTypeAndTimeout()
    {
        await _log.Run($"run clean-disk --policies {_file} --alarm cccc");

        var run = ActionRecord.Parser.ParseFrom(Assert.Single(_log.Read(Logbook.Topics.Actions)).Value).ManualRun;
        Assert.Equal((PackageType.Job, 300u, AlarmState.Recovered), (run.Type, run.TimeoutSeconds, run.Alarm.State));
    }

    [Theory]
    [InlineData("run notify-firing --alarm aaaa", 1, "tocsin: package notify-firing tells somebody: say whom with --receiver, such as slack.ops")]
    [InlineData("run notify-firing --receiver slack.ops", 1, "tocsin: package notify-firing tells of an alarm: say of which with --alarm, or --entity or --rule")]
    [InlineData("run notify-fire", 1, "tocsin: there is no built-in package 'notify-fire', only notify-firing, notify-recovered, notify-no-data, notify-closed; --policies names the file of others\n")]
    [InlineData("run clean-disc --policies FILE", 1, "tocsin: there is no package 'clean-disc' in ")]
    [InlineData("run old-one --policies FILE", 1, "tocsin: package old-one is disabled in ")]
    [InlineData("run clean-disk --policies FILE --rule slow_*", 1, "tocsin: 2 active alarms of entity '*' and rule 'slow_*' since ")]
    [InlineData("run clean-disk --policies FILE --entity nothing", 1, "tocsin: no active alarm of entity 'nothing' and rule '*' since ")]
    [InlineData("run clean-disk --policies FILE --alarm dddd", 1, "tocsin: no alarm dddd in tocsin.alarms.v1 since ")]
    [InlineData("run clean-disk --alarm aaaa --rule x", 2, "tocsin run: either --alarm, or --entity and --rule, not both")]
    [InlineData("run clean-disk --policies nowhere.yml", 2, "tocsin: Could not find file")]
    [InlineData("outcome ffff success", 1, "tocsin: no processing record ffff among those that changed since ")]
    [InlineData("outcome ffff done", 2, "tocsin outcome: Argument 'done' not recognized")]
    public async Task Command_ThatCanNotWork_SaysWhyAndAsksForNothing(string line, int expectedCode, string expected)
    {
        var (exitCode, _, error) = await _log.Run(line.Replace("FILE", _file, StringComparison.Ordinal));

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(expectedCode, exitCode);
        Assert.Empty(_log.Read(Logbook.Topics.Actions));
    }

    [Fact]
    public async Task Outcome_OfWhatRuns_GoesUnderTheRecordsKey()
    {
        _log.Write(Logbook.Record("1f2e-1", Logbook.Alarm("a"), ProcessingStatus.Running, record => (record.Package, record.Receiver, record.StartedMs) = ("clean-disk", "", Logbook.NowMs)));

        var (exitCode, output, _) = await _log.Run("outcome 1f2e partial --reason exit-3 --detail half");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("1f2e-1: clean-disk ended with partial, exit-3: half, 1 attempt, ", output, StringComparison.Ordinal);
        var record = Assert.Single(_log.Read(Logbook.Topics.Actions));
        var outcome = ActionRecord.Parser.ParseFrom(record.Value).Outcome;
        Assert.Equal("key of 1f2e-1", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal(("1f2e-1", OutcomeResult.Partial, "exit-3", "half", 1u), (outcome.RecordId, outcome.Result, outcome.Reason, outcome.Detail, outcome.Attempts));
    }

    [Fact]
    public async Task Outcome_OfWhatDoesNotRun_SaysWhatItIs()
    {
        _log.Write(Logbook.Record("1f2e-1", Logbook.Alarm("a"), ProcessingStatus.Success, record => record.Outcome = "ok"));

        var (exitCode, _, error) = await _log.Run("outcome 1f2e-1 failure");

        Assert.Equal((1, "tocsin: record 1f2e-1 doesn't run: it is SUCCESS (ok); what is told of it now would change nothing\n"), (exitCode, error));
    }

    [Fact]
    public async Task Packages_OfPolicies_AreCountedByWhatRan()
    {
        Ran("r1", ProcessingStatus.Success);
        Ran("r1", ProcessingStatus.Success);
        Ran("r2", ProcessingStatus.Failure);
        Ran("r3", ProcessingStatus.Skipped);
        Ran("r4", ProcessingStatus.Shielded);
        Ran("r5", ProcessingStatus.Running, "other");

        using var report = JsonDocument.Parse((await _log.Run($"packages --policies {_file} -o json")).Output);
        var text = (await _log.Run($"packages --policies {_file}")).Output;

        Assert.Equal(
            ["notify-firing 0", "notify-recovered 0", "notify-no-data 0", "notify-closed 0", "clean-disk 2", "old-one 0", "other 1"],
            report.RootElement.GetProperty("packages").EnumerateArray().Select(package => $"{package.GetProperty("name").GetString()} {package.GetProperty("runs").GetInt32()}"));
        Assert.Contains("\nold-one           job           no       0\n", text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(_file);
        _log.Dispose();
    }

    private void Ran(string id, ProcessingStatus status, string package = "clean-disk") =>
        _log.Write(Logbook.Record(id, Logbook.Alarm("a"), status, record => (record.Package, record.StartedMs) = (package, status is ProcessingStatus.Skipped or ProcessingStatus.Shielded ? 0 : 1)));
}
