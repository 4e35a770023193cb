using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.Unit.Dispatch.Routing;
using Tocsin.Unit.Routing;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Executing;

public class ExecuteStageTests
{
    private const string Rules = """
        hooks:
          webhook:
            all: {urls: [http://127.0.0.1/a, http://127.0.0.1/b], recovery-urls: [http://127.0.0.1/r]}
          slack:
            ops: {text-template: "%s", webhooks: http://127.0.0.1/}
        """;

    private readonly FakeRoutes _routes = new(Rules);
    private readonly CommandLog _log;
    private int _number;

    public ExecuteStageTests()
    {
        _log = new CommandLog(_routes);
    }

    [Fact]
    public void Notification_BecomesADeliveryWithItsErrand()
    {
        var outputs = _log.Append(Run(PackageType.Notification, "webhook.all#2"));

        Assert.Empty(CommandLog.Outcomes(outputs));
        var delivery = Assert.Single(CommandLog.Deliveries(outputs));
        Assert.Equal((DeliveryId.Of("record-1", "webhook.all#2"), "webhook.all#2", "policy shop, package firing"), (delivery.Id, delivery.Receiver, delivery.Route));
        Assert.Equal((CommandLog.Topics.Commands, 3, 100L, 0u), (delivery.Origin.Topic, delivery.Origin.Partition, delivery.Origin.Offset, delivery.Origin.Index));
        Assert.Equal(Alarms.Critical(), delivery.Alarm);
        Assert.Equal(
            new Errand { RecordId = "record-1", Key = ByteString.CopyFromUtf8("key"), Policy = "shop", Package = "firing", Level = AlarmLevel.Fatal, Cause = "repeat" },
            delivery.Errand);
    }

    [Fact]
    public void Callback_IsLimitedByTheCommand()
    {
        var errand = Assert.Single(CommandLog.Deliveries(_log.Append(Run(PackageType.Callback, "webhook.all")))).Errand;
        Assert.Equal((90_000L, 4u), (errand.NotAfterMs, errand.MaxAttempts));
    }

    [Theory]
    [InlineData("webhook.gone", "there is no hook webhook.gone")]
    [InlineData("webhook.all#9", "there is no receiver webhook.all#9")]
    [InlineData("", "names no receiver")]
    public void Receiver_Unknown_FailsAtOnce(string receiver, string why)
    {
        var outputs = _log.Append(Run(PackageType.Notification, receiver));

        var (key, outcome) = Assert.Single(CommandLog.Outcomes(outputs));
        Assert.Equal(("key", "record-1", OutcomeResult.Failure, "no-receiver"), (key, outcome.RecordId, outcome.Result, outcome.Reason));
        Assert.Contains(why, outcome.Detail, StringComparison.Ordinal);
        var state = Assert.Single(CommandLog.States(outputs));
        Assert.Equal((DeliveryStatus.Untold, "no-receiver", receiver, "record-1"), (state.Status, state.Reason, state.Receiver, state.RecordId));
        Assert.Empty(CommandLog.Deliveries(outputs));
    }

    [Fact]
    public void Receiver_NotToldOfSuchAlarms_IsASuccessThatSaysWhy_ButACallbackIsCalled()
    {
        _routes.Untold.Add("slack.ops");
        var outputs = _log.Append(Run(PackageType.Notification, "slack.ops", AlarmState.Recovered));

        var outcome = Assert.Single(CommandLog.Outcomes(outputs)).Outcome;
        Assert.Equal((OutcomeResult.Success, "untold", "no recovery-text-template"), (outcome.Result, outcome.Reason, outcome.Detail));
        Assert.Equal("no recovery-text-template", Assert.Single(CommandLog.States(outputs)).Reason);
        Assert.Single(CommandLog.Deliveries(_log.Append(Run(PackageType.Callback, "slack.ops", AlarmState.Recovered))));
    }

    [Fact]
    public void Summary_IsOneDelivery_WithoutWhatTheReceiverIsNotTold()
    {
        _routes.Untold.Add("slack.ops");
        var outputs = _log.Append(Summary("slack.ops", AlarmState.Firing, AlarmState.Recovered, AlarmState.Firing));

        var delivery = Assert.Single(CommandLog.Deliveries(outputs));
        Assert.Null(delivery.Alarm);
        Assert.Equal(["s0", "s2"], delivery.Errand.Summary.Alarms.Select(alarm => alarm.Id));
        Assert.Equal((6u, SummaryLevel.Merged, AlarmLevel.Warning), (delivery.Errand.Summary.More, delivery.Errand.Summary.Level, delivery.Errand.Level));
        Assert.Equal("s1", Assert.Single(CommandLog.States(outputs)).AlarmId);
        Assert.Empty(CommandLog.Outcomes(outputs));
    }

    [Fact]
    public void Summary_OfWhatTheReceiverIsNotTold_IsASuccessThatSaysWhy()
    {
        _routes.Untold.Add("slack.ops");
        var outputs = _log.Append(Summary("slack.ops", AlarmState.Recovered));
        Assert.Equal((OutcomeResult.Success, "untold"), (Assert.Single(CommandLog.Outcomes(outputs)).Outcome.Result, CommandLog.Outcomes(outputs)[0].Outcome.Reason));
        Assert.Equal("no-receiver", Assert.Single(CommandLog.Outcomes(_log.Append(Summary("slack.gone", AlarmState.Firing)))).Outcome.Reason);
    }

    [Fact]
    public void Summary_ForAReceiverWithoutDigests_IsADeliveryForEachAlarm_AndTheLastStandsForAll()
    {
        _routes.OneByOne.Add("slack.ops");
        var deliveries = CommandLog.Deliveries(_log.Append(Summary("slack.ops", AlarmState.Firing, AlarmState.Firing, AlarmState.Firing)));

        Assert.Equal(["s0", "s1", "s2"], deliveries.Select(delivery => delivery.Alarm.Id));
        Assert.Equal(["", "", "record-1"], deliveries.Select(delivery => delivery.Errand.RecordId));
        Assert.Equal([0u, 1u, 2u], deliveries.Select(delivery => delivery.Origin.Index));
        Assert.Equal(3, deliveries.Select(delivery => delivery.Id).Distinct().Count());
    }

    [Fact]
    public void Question_GoesToEveryReceiverOfTheApprovers()
    {
        var outputs = _log.Append(Ask("webhook.all", "slack.ops", "webhook.all", "webhook.all#2", "slack.gone"));

        var deliveries = CommandLog.Deliveries(outputs);
        Assert.Equal(["webhook.all", "webhook.all#2", "slack.ops"], deliveries.Select(delivery => delivery.Receiver));
        Assert.All(deliveries, delivery => Assert.Equal(
            (new Question { Sentence = "why", AskedMs = 5_000, UntilMs = 90_000 }, 90_000L, "approval of restart, policy shop"),
            (delivery.Errand.Question, delivery.Errand.NotAfterMs, delivery.Route)));
        Assert.Equal([0u, 1u, 2u], deliveries.Select(delivery => delivery.Origin.Index));
        Assert.Equal("slack.gone", Assert.Single(CommandLog.States(outputs)).Receiver);
        Assert.Empty(CommandLog.Outcomes(outputs));
    }

    [Fact]
    public void CommandsOfOthers_AndWhatNeedsNothing_DoNothing()
    {
        Assert.Empty(_log.Append(Run(PackageType.Job, "")));
        Assert.Empty(_log.Append(Run(PackageType.Unspecified, "webhook.all")));
        Assert.Empty(_log.Append(Command(new ActionCommand { Cancel = new Cancel { Reason = "timed-out" } })));
    }

    [Fact]
    public void RunByHand_WithoutAnAlarm_TellsWhoRanIt()
    {
        var run = Run(PackageType.Notification, "webhook.all");
        run.RunPackage.Alarm = null;
        run.RunPackage.Policy = "";
        run.RunPackage.By = "jane";
        var delivery = Assert.Single(CommandLog.Deliveries(_log.Append(run)));
        Assert.Equal(("record-1", "firing was run by jane", "package firing, run by jane"), (delivery.Alarm.Id, delivery.Alarm.AlarmMessage_, delivery.Route));
    }

    [Fact]
    public void Command_SeenBefore_DoesNothing_AfterARestartToo()
    {
        var first = Run(PackageType.Notification, "webhook.all");
        Assert.Single(_log.Append(first));
        Assert.Empty(_log.Append(first));
        _log.Restart();
        Assert.Empty(_log.Append(first));
        Assert.Single(_log.Append(Run(PackageType.Notification, "webhook.all")));
    }

    [Fact]
    public void Record_ThatIsNoCommand_IsADeadLetter()
    {
        var keyless = Run(PackageType.Notification, "webhook.all");
        keyless.Key = ByteString.Empty;
        byte[]?[] values = [null, Encoding.UTF8.GetBytes("not a protobuf"), Command(new ActionCommand()).ToByteArray(), keyless.ToByteArray(), Summary("slack.ops").ToByteArray()];
        Assert.All(values, value =>
        {
            var output = Assert.Single(_log.Append(value));
            Assert.Equal((CommandLog.Topics.DeadLetters, "malformed"), (output.Topic, output.Telemetry!.DeadLetterClass));
        });
    }

    private ActionCommand Command(ActionCommand command)
    {
        command.RecordId = "record-1";
        command.Key = ByteString.CopyFromUtf8("key");
        command.TimeMs = 5_000;
        command.DeadlineMs = 90_000;
        command.Origin = new Origin { Topic = CommandLog.Topics.Actions, Partition = 1, Offset = ++_number };
        return command;
    }

    private ActionCommand Run(PackageType type, string receiver, AlarmState state = AlarmState.Firing) => Command(new ActionCommand
    {
        RunPackage = new RunPackage
        {
            Policy = "shop",
            Package = "firing",
            Receiver = receiver,
            Alarm = new AlarmMessage(Alarms.Critical()) { State = state },
            Type = type,
            Retries = 3,
            Level = AlarmLevel.Fatal,
            Cause = "repeat",
        },
    });

    private ActionCommand Summary(string receiver, params AlarmState[] states) => Command(new ActionCommand
    {
        SendSummary = new SendSummary
        {
            Package = "firing",
            Receiver = receiver,
            Level = SummaryLevel.Merged,
            More = 6,
            AlarmLevel = AlarmLevel.Warning,
            Alarms = { states.Select((state, index) => new AlarmMessage(Alarms.Critical()) { Id = $"s{index}", State = state }) },
        },
    });

    private ActionCommand Ask(params string[] approvers) => Command(new ActionCommand
    {
        AskApproval = new AskApproval { Policy = "shop", Package = "restart", Alarm = Alarms.Critical(), Sentence = "why", Approvers = { approvers } },
    });
}
