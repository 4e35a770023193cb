using Tocsin.Converge;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Converge;

/// <summary>Alarms of the log lead to what policies ask for, while the policies' file changes.</summary>
public sealed class PoliciesTests : IDisposable
{
    private const string Told = "policies: [{name: told, notify: {receivers: webhook.page, defense: none}}]";
    private const string Quiet = "policies: [{name: quiet, notify: none}]";

    private const string Shielded = """
        policies: [{name: told, notify: {receivers: webhook.page, defense: none}}]
        shields: [{name: work, match: {rules: slow}, until: 2126-01-01T00:00:00Z}]
        """;

    private readonly Office _office = new(Told);

    [Fact]
    public void Alarm_BecomesACommandAndARecord_ThatEndsWithItsOutcome()
    {
        using var converge = _office.Start();
        var alarm = _office.Raise("checkout");
        _office.Flush();

        var record = Assert.Single(_office.AwaitEnded(1));

        Assert.Equal((alarm.Id, "told", "webhook.page", ProcessingStatus.Success, "ok"), (record.AlarmId, record.Policy, record.Receiver, record.Status, record.Outcome));
        Assert.Equal(alarm, Assert.Single(_office.Executor.Done).RunPackage.Alarm);
    }

    [Fact]
    public void Restart_GoesOnFromItsState()
    {
        using (_office.Start())
        {
            _office.Raise("checkout", change: alarm => alarm.EpisodeId = "one");
            _office.Flush();
            _office.AwaitEnded(1);
        }

        _office.Write("policies: [{name: told, notify: {receivers: webhook.page, defense: none}, hours: [{days: mon-sun, from: '00:00', to: '24:00'}]}]");
        using var converge = _office.Start();
        _office.Raise("checkout", change: alarm => (alarm.EpisodeId, alarm.State) = ("one", AlarmState.Recovered));
        _office.Flush();

        Assert.Equal(["notify-firing", "notify-recovered"], _office.AwaitEnded(2).Select(record => record.Package).Order(StringComparer.Ordinal));
        Assert.Equal(2, _office.Executor.Done.Count);
    }

    [Fact]
    public void File_Changed_HoldsForTheNextAlarm_AndWithErrorsChangesNothing()
    {
        using var converge = _office.Start();
        _office.AwaitLine("1 policies");

        _office.Write("policies: 7");
        _office.AwaitLine("is left aside");
        _office.Raise("checkout");
        _office.Flush();
        _office.AwaitEnded(1);

        _office.Write(Quiet);
        _office.AwaitLine("1 policies", times: 2);
        _office.Raise("payment");
        _office.Flush();
        _office.Eventually(
            () => _office.Read(_office.Topics.Records).Exists(record => System.Text.Encoding.UTF8.GetString(record.Key!).StartsWith("story/payment", StringComparison.Ordinal)),
            () => "nothing says that nobody is told");

        Assert.Single(_office.Ledger());
    }

    [Fact]
    public void Errors_AtTheStart_AreAllSaid()
    {
        _office.Write("policies: [{name: a, notify: {defense: {window: 0m}}}, {name: a, escalation: gone}]");
        var converge = new ConvergeService(_office.Settings(), TimeProvider.System, _office.Log);

        var failure = Assert.Throws<StageFailureException>(() => converge.Run(CancellationToken.None));

        Assert.Contains($"{_office.PoliciesFile} has errors", failure.Message, StringComparison.Ordinal);
        Assert.Contains("out-of-range", failure.Message, StringComparison.Ordinal);
        Assert.Contains("duplicate-name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shield_OfTheFile_HoldsInEveryPartition_UntilItIsGone()
    {
        _office.Write(Shielded);
        using var converge = _office.Start();
        _office.AwaitLine("1 shields of");
        RaiseSeveral();

        Assert.All(_office.AwaitEnded(6), record => Assert.Equal((ProcessingStatus.Shielded, "shielded"), (record.Status, record.Reason)));

        _office.Write(Told);
        _office.AwaitLine("1 shields of", times: 2);
        RaiseSeveral();

        Assert.Equal(6, _office.AwaitEnded(12).Count(record => record.Status == ProcessingStatus.Success));
        using var shields = _office.Shields();
        Assert.True(shields.All["file/work"].IsExpired);
    }

    [Fact]
    public void Shield_MadeByCommand_HoldsUntilTakenBack_AndIsPublishedOnce()
    {
        using var converge = _office.Start();
        using var shields = _office.Shields();
        var shield = new Shield { Id = "s1", By = "somebody", CreatedMs = 1, Match = new ShieldMatch { Rules = { "slow" } } };

        Assert.Single(shields.Publish(shield));
        Assert.Empty(shields.Publish(shield));
        RaiseSeveral();

        Assert.All(_office.AwaitEnded(6), record => Assert.Equal(ProcessingStatus.Shielded, record.Status));
        Assert.Equal(shield, shields.All["s1"]);
        shields.Publish(new Shield(shield) { IsExpired = true, UntilMs = 2 });
        RaiseSeveral();

        Assert.Equal(6, _office.AwaitEnded(12).Count(record => record.Status == ProcessingStatus.Success));
        Assert.Equal(2 * Detect.Cluster.Partitions, _office.Read(_office.Topics.Actions).Count(record => ActionRecord.Parser.ParseFrom(record.Value).Shield is not null));
    }

    public void Dispose() => _office.Dispose();

    /// <summary>Of entities in all partitions.</summary>
    private void RaiseSeveral()
    {
        for (var i = 0; i < 6; i++)
        {
            _office.Raise($"e{i}");
        }

        _office.Flush();
    }
}
