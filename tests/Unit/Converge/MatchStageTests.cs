using System.Text;
using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.Converge.Matching;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Converge;

public class MatchStageTests
{
    private const string Hooks = "hooks: {webhook: {all: {is-default: true, urls: [http://127.0.0.1/a, http://127.0.0.1/b]}}}";
    private static readonly global::Tocsin.Protos.Topics _topics = new("t");
    private LivePolicies _policies = new(PolicyBook.BuiltIn, new Router(SettingsReader.Read(Hooks, "rules.yml").RuleSet!.Hooks, RoutingSettings.Empty));

    [Fact]
    public void Alarm_BecomesASignalOfItsEntity()
    {
        var output = Assert.Single(Process(Stage(), Alarm(7)));

        Assert.Equal(("t.actions.v1", "checkout"), (output.Topic, Encoding.UTF8.GetString(output.Key!)));
        var signal = ActionRecord.Parser.ParseFrom(output.Value).Signal;
        Assert.Equal(Alarm(7), signal.Alarm);
        Assert.Equal(new Origin { Topic = "t.alarms.v1", Partition = 3, Offset = 100 }, signal.Origin);
        Assert.Equal(["webhook.all", "webhook.all#2"], Assert.Single(signal.Matches).Calls.Select(call => call.Receiver));
    }

    [Fact]
    public void Alarm_SeenBefore_BecomesNone_AlsoAfterARestart()
    {
        var stage = Stage();
        Assert.NotEmpty(Process(stage, Alarm(7)));
        Assert.Empty(Process(stage, Alarm(7)));
        var state = new List<KeyValuePair<byte[], byte[]?>>();
        stage.Save(state);

        var again = MatchStage.Create(3, [.. state.Select(each => KeyValuePair.Create(each.Key, each.Value!))], () => _policies, _topics);

        Assert.Empty(Process(again, Alarm(7)));
        Assert.NotEmpty(Process(again, Alarm(8)));
    }

    /// <summary>Records without key stand anywhere: the end of an episode, or an acknowledgement, would not find it.</summary>
    [Fact]
    public void Alarm_OfNoEntity_HasTheKeyOfItsEpisode()
    {
        var (known, unknown) = (new AlarmMessage { Id = "a", EpisodeId = "e" }, new AlarmMessage { Id = "a" });

        Assert.Equal("e", Encoding.UTF8.GetString(Process(Stage(), known)[0].Key!));
        Assert.Equal("a", Encoding.UTF8.GetString(Process(Stage(), unknown)[0].Key!));
    }

    [Fact]
    public void Alarm_WithoutId_GetsOneOfItsPlace()
    {
        var alarm = new AlarmMessage(Alarm(7)) { Id = "" };

        var signals = Enumerable.Range(0, 2).Select(_ => ActionRecord.Parser.ParseFrom(Process(Stage(), alarm)[0].Value).Signal).ToList();

        Assert.NotEmpty(signals[0].Alarm.Id);
        Assert.Equal(signals[0].Alarm.Id, signals[1].Alarm.Id);
    }

    [Fact]
    public void Alarm_ThatNobodyIsToldOf_HasALineInItsStory()
    {
        _policies = LivePolicies.BuiltIn;

        var outputs = Process(Stage(), Alarm(7));

        Assert.NotNull(ActionRecord.Parser.ParseFrom(outputs[0].Value).Signal);
        Assert.Equal("t.records.v1", outputs[1].Topic);
        var line = StoryLine.Parser.ParseFrom(outputs[1].Value);
        Assert.Equal(("alarm-1", "no-route", "Nobody is told: there are no default hooks and no routes."), (line.AlarmId, line.Reason, line.Sentence));
    }

    [Fact]
    public void Policies_Swapped_HoldForTheNextAlarm()
    {
        var stage = Stage();
        Process(stage, Alarm(7));

        _policies = LivePolicies.BuiltIn;

        Assert.Empty(ActionRecord.Parser.ParseFrom(Process(stage, Alarm(8))[0].Value).Signal.Matches.SelectMany(match => match.Calls));
    }

    [Fact]
    public void Trace_OfTheAlarm_GoesOn()
    {
        var headers = new Headers { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8.ToArray() } };

        var output = Process(Stage(), Alarm(7), headers)[0];

        var parent = Encoding.UTF8.GetString(output.Headers!.GetLastBytes("traceparent"));
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", parent, StringComparison.Ordinal);
        Assert.DoesNotContain("b7ad6b7169203331", parent, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_ThatIsNoAlarm_IsADeadLetter()
    {
        var outputs = new List<OutputRecord>();
        Stage().Process(new InputRecord("t.alarms.v1", 3, 100, 1_000, null, [1, 2, 3], null), outputs);

        Assert.Equal("t.dead-letters.v1", Assert.Single(outputs).Topic);
    }

    [Fact]
    public void State_OfSomebodyElse_IsRefused() =>
        Assert.Throws<StageFailureException>(() => MatchStage.Create(3, [new("other"u8.ToArray(), [])], () => _policies, _topics));

    private static AlarmMessage Alarm(long offset) => new()
    {
        Id = "alarm-1",
        Id0 = "checkout",
        Name = "checkout",
        RuleName = "slow",
        EpisodeId = "episode-1",
        State = AlarmState.Firing,
        Origin = new Origin { Topic = "t.metrics.v1", Offset = offset },
    };

    private static List<OutputRecord> Process(MatchStage stage, AlarmMessage alarm, Headers? headers = null)
    {
        var outputs = new List<OutputRecord>();
        stage.Process(new InputRecord("t.alarms.v1", 3, 100, 1_000, null, alarm.ToByteArray(), headers), outputs);
        return outputs;
    }

    private MatchStage Stage() => MatchStage.Create(3, [], () => _policies, _topics);
}
