using Google.Protobuf;
using Tocsin.Cli;
using Tocsin.Cli.Records;
using Tocsin.Cli.Tailing;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Tailing;

public class AlarmFilterTests
{
    private static readonly AlarmMessage _alarm = new() { Id = "a", RuleName = "slow_rule", Name = "checkout", State = AlarmState.Recovered };

    private static Terminal Terminal => new(TextReader.Null, TextWriter.Null, TextWriter.Null, HasColours: false);

    [Theory]
    [InlineData("*", "*", AlarmState.Recovered, true)]
    [InlineData("slow_*", "check*", AlarmState.Recovered, true)]
    [InlineData("disk_*", "*", AlarmState.Recovered, false)]
    [InlineData("*", "check", AlarmState.Recovered, false)]
    [InlineData("*", "*", AlarmState.NoData, false)]
    public void Alarm_HasToFitEverythingThatIsAskedFor(string rule, string entity, AlarmState state, bool expected)
    {
        var filter = Filter(rule, entity, state);
        var request = new ActionRecord { Request = new Request { Alarm = _alarm } };
        var run = new ActionCommand { RunPackage = new RunPackage { Alarm = _alarm } };
        var summary = new ActionCommand { SendSummary = new SendSummary { Alarms = { new AlarmMessage(), _alarm } } };
        var delivery = new DeliveryState { RuleName = _alarm.RuleName, Name = _alarm.Name, AlarmState = _alarm.State };
        var record = new ProcessingRecord { RuleName = _alarm.RuleName, Name = _alarm.Name, AlarmState = _alarm.State };
        var records = new RecordFilter { Rule = filter.Rule, Entity = filter.Entity, States = filter.States };

        Assert.Equal(expected, TailCommand.Line(Record(_alarm), filter, isJson: true, Terminal) is not null);
        Assert.Equal(expected, ActionsCommand.Action(Record(request), filter, isJson: true, Terminal) is not null);
        Assert.Equal(expected, ActionsCommand.Command(Record(run), filter, isJson: true, Terminal) is not null);
        Assert.Equal(expected, ActionsCommand.Command(Record(summary), filter, isJson: true, Terminal) is not null);
        Assert.Equal(expected, DeliveriesCommand.Fits(delivery, filter));
        Assert.Equal(expected, records.Passes(record));
    }

    [Fact]
    public void Entity_MayBeGivenByItsId()
    {
        var alarm = new AlarmMessage(_alarm) { Id0 = "c2hvcA==" };

        Assert.True(Filter("*", "c2hvcA==", AlarmState.Recovered).Passes(alarm));
        Assert.False(Filter("*", "c2hvcA", AlarmState.Recovered).Passes(alarm));
    }

    [Fact]
    public void Record_AboutNoAlarm_IsShownOnlyWhereNoneIsAskedFor()
    {
        var acknowledged = Record(new ActionRecord { Acknowledgement = new Acknowledgement { EpisodeId = "e", By = "me" } });
        var cancel = Record(new ActionCommand { Cancel = new Cancel { Reason = "over" } });
        var any = Filter("*", "*", AlarmState.Firing);

        Assert.NotNull(ActionsCommand.Action(acknowledged, new(), isJson: false, Terminal));
        Assert.NotNull(ActionsCommand.Command(cancel, new(), isJson: false, Terminal));
        Assert.Null(ActionsCommand.Action(acknowledged, any, isJson: false, Terminal));
        Assert.Null(ActionsCommand.Command(cancel, any, isJson: false, Terminal));
        Assert.True(DeliveriesCommand.Fits(new DeliveryState { AlarmCount = 2 }, new AlarmFilter()));
        Assert.False(DeliveriesCommand.Fits(new DeliveryState { AlarmCount = 2 }, any));
    }

    private static AlarmFilter Filter(string rule, string entity, AlarmState state) => new() { Rule = new Glob(rule), Entity = new Glob(entity), States = [state] };

    private static InputRecord Record(IMessage message) => new("topic", 0, 7, 1_700_000_000_000, null, message.ToByteArray(), null);
}
