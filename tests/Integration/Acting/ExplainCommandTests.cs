using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Episode = "1f2e3d4c-0000-8000-8000-000000000001";
    private const string RecordId = "aaaa3d4c-0000-8000-8000-000000000001";
    private static readonly long _minuteMs = (Logbook.NowMs - 120_000) / 60_000 * 60_000;
    private readonly Logbook _log = new();

    [Fact]
    public async Task Explain_OfAnAlarm_TellsItsStoryFromTheSamplesToTheLastAnswer()
    {
        WriteStory();

        var (exitCode, output, _) = await _log.Run("explain 1f2e3d4c");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            [
                $"slow_rule  checkout  SERVICE  episode {Episode}",
                $"FIRING (condition-true): service_resp_time 1200 > 1000 in 2 of the last 3 minutes, rules v1, alarm {Episode}, from tocsin.metrics.v1[0]@4",
                "  samples of service_resp_time in the window, 2 of 3 minutes have to be > 1000",
                $"    minute {Minute(-2)}  no sample",
                $"    minute {Minute(-1)}  1100  matches",
                $"    minute {Minute(0)}  1200  matches",
                "  signal: matches payments (1 call, level fatal) of policies p1",
                $"  policy payments, package notify-firing -> slack.ops: SUCCESS, record {RecordId}",
                "    RUNNING, creates-group: It begins; skip-after-success: number 1 within 1 minute, limit 1, group g1 (goes on)",
                "    command: run package notify-firing -> slack.ops (notification) for slow_rule of checkout",
                "    delivery d1 for slack.ops",
                "      attempt 1: retry, http-503: busy, 12 ms, again at 2023-11-14T22:13:20.000Z",
                "      attempt 2: delivered, ok, 8 ms",
                "    outcome: success, ok, 2 attempts, 1.5 s",
                "    SUCCESS, ok, 2 attempts, 1.5 s",
                "  policy night, package notify-firing: outside-hours: It isn't in effect now.",
                "acknowledged by ann: \"on it\"",
                $"RECOVERED (condition-false): after 0 minutes, rules v1, alarm {Episode}-2",
            ],
            Texts(output));
    }

    [Fact]
    public async Task Explain_AsJson_HasTheRecordsThatSaySo()
    {
        WriteStory();

        using var report = JsonDocument.Parse((await _log.Run($"explain {RecordId} -o json")).Output);

        Assert.Equal(Episode, report.RootElement.GetProperty("episodeId").GetString());
        var story = report.RootElement.GetProperty("story").EnumerateArray().ToList();
        Assert.Equal(["alarm", "ack", "alarm"], story.Select(node => node.GetProperty("kind").GetString()));
        Assert.Equal(0, story[0].GetProperty("afterMs").GetInt64());
        Assert.Equal("slow_rule", story[0].GetProperty("data").GetProperty("ruleName").GetString());
        Assert.Equal(["samples", "signal", "record", "line"], story[0].GetProperty("children").EnumerateArray().Select(node => node.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Explain_WhereRetentionHasEatenTheSamples_SaysSo()
    {
        WriteStory();
        _log.Broker.DeleteRecords(new TopicPartition(Logbook.Topics.Metrics, 0), 5);

        var (_, output, _) = await _log.Run($"explain {Episode}");

        Assert.Contains("  samples of service_resp_time in the window, 2 of 3 minutes have to be > 1000; retention has deleted them: tocsin.metrics.v1[0] begins at offset 5, the alarm came from 4", Texts(output));
    }

    [Fact]
    public async Task Explain_OfWhatASilenceShields_TellsTheSilence()
    {
        var alarm = Alarm();
        var request = new Request { Policy = "payments", Package = "notify-firing", Receiver = "slack.ops", Alarm = alarm, ShieldedBy = "s1" };
        _log.Write(alarm);
        _log.Write(Logbook.Topics.Shields, "s1"u8.ToArray(), new Shield { Id = "s1", By = "bob", Comment = "release", Match = new ShieldMatch { Names = { "check*" } } });
        _log.Write(Logbook.Topics.Actions, null, new ActionRecord { Request = request });
        _log.Write(Logbook.Record(Engine.Convergence.RecordId.Of(request), alarm, ProcessingStatus.Shielded, record => (record.Reason, record.Sentence) = ("shielded", "The silence 's1' shields the alarm.")));

        var (_, output, _) = await _log.Run($"explain {Episode}");

        Assert.Contains("    asked for, shielded by silence s1 (entity check*, until it is expired, by bob: \"release\")", Texts(output));
        Assert.Contains("    SHIELDED, shielded: The silence 's1' shields the alarm.", Texts(output));
    }

    [Fact]
    public async Task Explain_OfASummary_TellsWhatItTold()
    {
        _log.NextMs = Logbook.NowMs;
        _log.Write(Logbook.Record("bbbb-1", Alarm(), ProcessingStatus.Skipped, record => (record.SummaryId, record.Reason, record.Sentence, record.ReceivedMs) = ("ssss-1", "summarised", "A summary tells it.", Ms())));
        _log.Write(Logbook.Record("ssss-1", Alarm(), ProcessingStatus.Success, record =>
        {
            (record.SummaryId, record.SummaryLevel, record.Count, record.AlarmId, record.EpisodeId, record.ReceivedMs) = (record.Id, SummaryLevel.Group, 1, "", "", Ms());
            record.Outcome = "ok";
        }));

        var (_, output, _) = await _log.Run("explain ssss-1");

        Assert.Equal(
            [
                "policy default, package notify-firing -> slack.ops for FIRING slow_rule of checkout: SKIPPED, record bbbb-1",
                "  SKIPPED, summarised: A summary tells it, told by summary ssss-1",
                "policy default, summary of 1 alarm by notify-firing -> slack.ops: SUCCESS, record ssss-1",
                "  SUCCESS, ok, 0 attempts, 0 ms",
            ],
            output.TrimEnd('\n').Split('\n').Select(line => line[40..]));
    }

    [Fact]
    public async Task Explain_OfAnUnknownId_SaysWhatWasSearched()
    {
        var (exitCode, _, error) = await _log.Run("explain ffff0000");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("tocsin: no alarm, episode or processing record ffff0000: searched tocsin.alarms.v1 and tocsin.records.v1 back to ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tail actions --from-beginning -n 1", "  signal      FIRING slow_rule of checkout: matches payments (1 call, level fatal) of policies p1\n")]
    [InlineData("tail commands --from-beginning -n 1", "  run      package notify-firing -> slack.ops (notification) for slow_rule of checkout  record aaaa3d4c-0000-8000-8000-000000000001\n")]
    [InlineData("tail records --from-beginning -n 1 --status success", "  aaaa3d4c  SUCCESS   payments  notify-firing -> slack.ops  FIRING     slow_rule  checkout  ok  (2 attempts, 1.5 s)\n")]
    public async Task Tail_OfATopic_HasALineForEachRecord(string line, string expected)
    {
        WriteStory();

        var (exitCode, output, _) = await _log.Run(line);

        Assert.Equal(0, exitCode);
        Assert.EndsWith(expected, output, StringComparison.Ordinal);
    }

    public void Dispose() => _log.Dispose();

    private static AlarmMessage Alarm() => new()
    {
        Id = Episode,
        EpisodeId = Episode,
        Sequence = 1,
        State = AlarmState.Firing,
        Reason = AlarmReason.ConditionTrue,
        RuleName = "slow_rule",
        RuleVersion = "v1",
        Scope = "SERVICE",
        ScopeId = 1,
        Name = "checkout",
        Id0 = "c",
        StartTime = _minuteMs + 60_000,
        TimeMs = _minuteMs + 60_000,
        PeriodMinutes = 3,
        Count = 2,
        Matched = 2,
        Values = { new ObservedValue { Metric = "service_resp_time", Integer = 1_200, Op = ">", Threshold = "1000", MinuteMs = _minuteMs } },
        Origin = new Origin { Topic = Logbook.Topics.Metrics, Partition = 0, Offset = 4 },
    };

    private static string Minute(int minutes) => Tocsin.Cli.LogTime.Text(_minuteMs + (minutes * 60_000))[11..16];

    /// <summary>Without the times, which stand in front.</summary>
    private static IEnumerable<string> Texts(string output) => output.TrimEnd('\n').Split('\n').Select((line, index) => index == 0 ? line : line[40..]);

    /// <summary>All written in the order in which it would happen.</summary>
    private void WriteStory()
    {
        _log.NextMs = Logbook.NowMs;
        Sample(_minuteMs - 60_000, 1_050, "c");
        Sample(_minuteMs - 60_000, 1_100, "c");
        Sample(_minuteMs, 900, "other");
        Sample(_minuteMs, 1_200, "c");
        _log.Write(Logbook.Topics.Metrics, null, new MetricRecord { Tick = new Tick() }, partition: 0);
        Sample(_minuteMs, 7, "c");
        var alarm = Alarm();
        var recovered = new AlarmMessage(alarm) { Id = $"{Episode}-2", State = AlarmState.Recovered, Reason = AlarmReason.ConditionFalse, Origin = null };
        recovered.Values.Clear();
        _log.Write(alarm);
        Action(new ActionRecord
        {
            Signal = new Signal { Alarm = alarm, PoliciesVersion = "p1", Matches = { new PolicyMatch { Policy = "payments", Level = AlarmLevel.Fatal, Calls = { new Call { Package = "notify-firing" } } } } },
        });
        var record = Logbook.Record(RecordId, alarm, ProcessingStatus.Running, begun =>
        {
            (begun.Policy, begun.Reason, begun.Sentence, begun.GroupId) = ("payments", "creates-group", "It begins.", "g1");
            (begun.Action, begun.WindowMinutes, begun.Limit, begun.Count) = (DefenseAction.SkipAfterSuccess, 1, 1, 1);
            begun.ReceivedMs = Ms();
        });
        _log.Write(record);
        _log.Write(Logbook.Topics.Records, RecordKeys.OfGroup("g1"), new ConvergenceGroup { Id = "g1", Members = 1 });
        _log.Write(Logbook.Topics.Commands, null, new ActionCommand
        {
            RecordId = RecordId,
            RunPackage = new RunPackage { Package = "notify-firing", Type = PackageType.Notification, Receiver = "slack.ops", Alarm = alarm },
        });
        Deliver(new DeliveryRecord { Delivery = new Delivery { Id = "d1", Receiver = "slack.ops", Alarm = alarm, Errand = new Errand { RecordId = RecordId } } });
        Deliver(new DeliveryRecord { Attempt = new Attempt { Receiver = "slack.ops", Offsets = { 0 }, Result = AttemptResult.Retry, Reason = "http-503", Detail = "busy", DurationMs = 12, NextMs = 1_700_000_000_000 } });
        Deliver(new DeliveryRecord { Attempt = new Attempt { Receiver = "slack.ops", Offsets = { 0 }, Result = AttemptResult.Delivered, Reason = "ok", DurationMs = 8 } });
        Action(new ActionRecord { Outcome = new Outcome { RecordId = RecordId, Result = OutcomeResult.Success, Reason = "ok", Attempts = 2, DurationMs = 1_500 } });
        _log.Write(new ProcessingRecord(record) { Status = ProcessingStatus.Success, Outcome = "ok", Attempts = 2, DurationMs = 1_500, EndedMs = Ms() });
        _log.Write(Logbook.Topics.Records, RecordKeys.OfStory(Episode, "night", "notify-firing"), new StoryLine
        {
            AlarmId = Episode, Policy = "night", Package = "notify-firing", Reason = "outside-hours", Sentence = "It isn't in effect now.", TimeMs = Ms(),
        });
        Action(new ActionRecord { Acknowledgement = new Acknowledgement { EpisodeId = Episode, By = "ann", Comment = "on it" } });
        _log.Write(recovered);
    }

    private long Ms() => _log.NextMs!.Value;

    private void Sample(long timeMs, long value, string id0) => _log.Write(
        Logbook.Topics.Metrics,
        Encoding.UTF8.GetBytes(id0),
        new MetricRecord { Sample = new Sample { Metric = "service_resp_time", TimeMs = timeMs, Integer = value, Entity = new Entity { Scope = Scope.Service, Id0 = id0 } } },
        partition: 0);

    private void Action(ActionRecord action) => _log.Write(Logbook.Topics.Actions, null, action, partition: 0);

    private void Deliver(DeliveryRecord delivery) => _log.Write(Logbook.Topics.Deliveries, "slack.ops"u8.ToArray(), delivery);
}
