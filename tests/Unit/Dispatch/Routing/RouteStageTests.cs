using System.Text;
using Tocsin.Engine.Deliveries;
using Tocsin.Runtime.Stages;
using Tocsin.Unit.Routing;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Routing;

public class RouteStageTests
{
    private const string Rules = """
        hooks:
          webhook:
            all: {is-default: true, urls: [http://127.0.0.1/a, http://127.0.0.1/b]}
          slack:
            ops: {text-template: "%s", webhooks: http://127.0.0.1/}
        """;

    private readonly FakeRoutes _routes = new(Rules, "routes: [{name: shop, match: {attributes: {business: shop}}, to: slack.ops}]");
    private readonly AlarmLog _log;

    public RouteStageTests()
    {
        _log = new AlarmLog(_routes);
    }

    [Fact]
    public void Alarm_ForSeveralReceivers_BecomesADeliveryEach()
    {
        var alarm = Alarm(7);
        var outputs = _log.Append(alarm);

        Assert.Equal(["webhook.all", "webhook.all#2", "slack.ops"], outputs.Select(output => Encoding.UTF8.GetString(output.Key!)));
        var deliveries = AlarmLog.Deliveries(outputs).ToList();
        Assert.Equal(["webhook.all", "webhook.all#2", "slack.ops"], deliveries.Select(delivery => delivery.Receiver));
        Assert.Equal(["default hooks", "default hooks", "shop"], deliveries.Select(delivery => delivery.Route));
        Assert.All(deliveries, delivery => Assert.Equal((DeliveryId.Of("alarm-1", delivery.Receiver), alarm), (delivery.Id, delivery.Alarm)));
        Assert.Equal([0u, 1u, 2u], deliveries.Select(delivery => delivery.Origin.Index));
        Assert.All(deliveries, delivery => Assert.Equal((AlarmLog.Topics.Alarms, 3, 100), (delivery.Origin.Topic, delivery.Origin.Partition, delivery.Origin.Offset)));
    }

    [Fact]
    public void Receiver_NotToldOfRecoveries_IsInTheLedgerWithTheReason()
    {
        _routes.Untold.Add("webhook.all#2");
        var alarm = new AlarmMessage(Alarm(7)) { State = AlarmState.Recovered };
        var outputs = _log.Append(alarm);

        Assert.Equal([0u, 1u], AlarmLog.Deliveries(outputs).Select(delivery => delivery.Origin.Index));
        var state = Assert.Single(AlarmLog.States(outputs));
        Assert.Equal((DeliveryStatus.Untold, "webhook.all#2", "no recovery-text-template", "default hooks"), (state.Status, state.Receiver, state.Reason, state.Route));
        Assert.Equal(("alarm-1", "episode-1", "service_sla_rule", "checkout", AlarmState.Recovered, 1_000L), (state.AlarmId, state.EpisodeId, state.RuleName, state.Name, state.AlarmState, state.QueuedMs));
        Assert.Equal($"delivery/{state.Id}", Encoding.UTF8.GetString(outputs.Single(output => output.Topic == AlarmLog.Topics.Records).Key!));
    }

    [Fact]
    public void Hook_ThatNobodyHas_IsInTheLedgerByItsName()
    {
        var outputs = _log.Append(Alarm(7, "slack.gone", "slack.ops"));

        Assert.Equal(["slack.ops"], AlarmLog.Deliveries(outputs).Select(delivery => delivery.Receiver));
        var state = Assert.Single(AlarmLog.States(outputs));
        Assert.Equal(("slack.gone", "no-receiver", "hooks of the rule"), (state.Receiver, state.Reason, state.Route));
        Assert.Contains("there is no hook slack.gone", state.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Alarm_BeforeAnySettings_IsInTheLedgerAsToldToNobody()
    {
        _routes.Change("");
        var state = Assert.Single(AlarmLog.States(_log.Append(Alarm(7))));

        Assert.Equal((DeliveryStatus.Untold, "", "no-route", "there are no default hooks and no routes"), (state.Status, state.Receiver, state.Reason, state.Detail));
    }

    [Fact]
    public void Settings_Changed_HoldForTheNextAlarm()
    {
        Assert.Equal(3, _log.Append(Alarm(7)).Count);
        _routes.Change(Rules.Replace("is-default: true, ", "", StringComparison.Ordinal));

        Assert.Equal("no-route", Assert.Single(AlarmLog.States(_log.Append(Alarm(8)))).Reason);
        _routes.Change(Rules);
        Assert.Equal(2, AlarmLog.Deliveries(_log.Append(Alarm(9))).Count());
    }

    [Fact]
    public void Alarm_SeenBefore_GoesNowhere()
    {
        Assert.NotEmpty(_log.Append(Alarm(7)));
        Assert.NotEmpty(_log.Append(Alarm(8)));

        Assert.Empty(_log.Append(Alarm(8)));
        Assert.Empty(_log.Append(Alarm(7)));
        Assert.NotEmpty(_log.Append(Alarm(9)));
    }

    [Fact]
    public void Restart_FromSavedState_KnowsWhatWasSeen()
    {
        _log.Append(Alarm(7));
        Assert.Equal(1, _log.Save());
        Assert.Equal(0, _log.Save());
        _log.Append(Alarm(8));
        _log.Restart();

        Assert.Empty(_log.Append(Alarm(7)));
        Assert.NotEmpty(_log.Append(Alarm(8)));
        Assert.Equal(1, _log.Save());
        _log.Restart();
        Assert.Empty(_log.Append(Alarm(8)));
    }

    [Fact]
    public void Alarm_OfSomebodyElse_GetsAnIdFromItsPlace()
    {
        var foreign = new AlarmMessage { RuleName = "a_rule", Name = "checkout" };
        var first = AlarmLog.Deliveries(_log.Append(foreign)).ToList();
        var second = AlarmLog.Deliveries(_log.Append(foreign)).ToList();

        Assert.Equal(["webhook.all", "webhook.all#2"], first.Select(delivery => delivery.Receiver));
        Assert.Equal(4, first.Concat(second).Select(delivery => delivery.Id).Distinct().Count());
        Assert.All(first, delivery => Assert.NotEmpty(delivery.Alarm.Id));
        Assert.Equal(0, _log.Save());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a protobuf")]
    public void Record_ThatIsNoAlarm_IsADeadLetter(string? value)
    {
        var output = Assert.Single(_log.Append(value is null ? null : Encoding.UTF8.GetBytes(value)));

        Assert.Equal((AlarmLog.Topics.DeadLetters, "malformed"), (output.Topic, output.Telemetry!.DeadLetterClass));
        Assert.NotEmpty(_log.Append(Alarm(7)));
    }

    [Theory]
    [InlineData("origins", "not a protobuf")]
    [InlineData("other", "")]
    public void State_ThatCantBeRead_EndsTheStage(string key, string value) => Assert.Throws<StageFailureException>(
        () => AlarmLog.Create(_routes, [KeyValuePair.Create(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value))]));

    private static AlarmMessage Alarm(long offset, params string[] hooks) =>
        new(Alarms.Critical(hooks)) { Origin = new Origin { Topic = "tocsin.metrics.v1", Partition = 1, Offset = offset } };
}
