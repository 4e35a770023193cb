using System.Text;
using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.Converge.Converging;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.Unit.Telemetry;
using Tocsin.V1;

namespace Tocsin.Unit.Converge;

public class ConvergeStageTests
{
    private static readonly global::Tocsin.Protos.Topics _topics = new("t");
    private readonly StageMetrics _metrics = new(ConvergeStage.Name);
    private ConvergeStage _stage;
    private long _offset;

    public ConvergeStageTests()
    {
        _stage = Create([]);
    }

    [Fact]
    public void Signal_GivesRequests_AndThoseCommandsAndRecords()
    {
        var request = Assert.Single(Process(new ActionRecord { Signal = Signal() }, "checkout"), output => output.Topic == "t.actions.v1");
        var outputs = Process(ActionRecord.Parser.ParseFrom(request.Value), Encoding.UTF8.GetString(request.Key!));

        var command = ActionCommand.Parser.ParseFrom(Assert.Single(outputs, output => output.Topic == "t.commands.v1").Value);
        var record = Assert.Single(outputs, output => output.Topic == "t.records.v1");
        Assert.Equal("slack.ops", command.RunPackage.Receiver);
        Assert.Equal(("t.actions.v1", 3, 1L), (command.Origin.Topic, command.Origin.Partition, command.Origin.Offset));
        Assert.Equal($"processing/{command.RecordId}", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal(ProcessingStatus.Running, ProcessingRecord.Parser.ParseFrom(record.Value).Status);
    }

    [Fact]
    public void State_Saved_IsGoneOnFrom()
    {
        var request = Process(new ActionRecord { Signal = Signal() }, "checkout")[0];
        var command = ActionCommand.Parser.ParseFrom(Process(ActionRecord.Parser.ParseFrom(request.Value), "checkout").First(output => output.Topic == "t.commands.v1").Value);
        var state = new List<KeyValuePair<byte[], byte[]?>>();
        _stage.Save(state);

        _stage = Create([.. state.Select(each => KeyValuePair.Create(each.Key, each.Value!))]);
        var outputs = Process(new ActionRecord { Outcome = new Outcome { RecordId = command.RecordId, Result = OutcomeResult.Success, Reason = "ok" } }, "checkout");

        Assert.Equal(ProcessingStatus.Success, ProcessingRecord.Parser.ParseFrom(Assert.Single(outputs).Value).Status);
    }

    [Fact]
    public void State_OfSomebodyElse_IsRefusedByName()
    {
        var failure = Assert.Throws<StageFailureException>(() => Create([new("other"u8.ToArray(), [])]));

        Assert.Contains("t.converge.state.v1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_ThatIsRefused_IsADeadLetterThatSaysWhy()
    {
        var letter = Assert.Single(Process(new ActionRecord { Outcome = new Outcome() }, ""));

        Assert.Equal("t.dead-letters.v1", letter.Topic);
        Assert.Equal("an outcome that names no record", Encoding.UTF8.GetString(letter.Headers!.GetLastBytes("tocsin.error.message")));
    }

    [Fact]
    public void Tick_IsARecordThatMovesTime()
    {
        Process(new ActionRecord { Signal = Signal() }, "checkout");

        Assert.Equal(9, ActionRecord.Parser.ParseFrom(_stage.Tick(9)).Tick.TimeMs);
        Assert.NotEqual(long.MaxValue, _stage.TickDueMs);
    }

    [Fact]
    public void Trace_OfTheSignal_GoesOnToRequestAndCommand()
    {
        var headers = new Headers { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8.ToArray() } };

        var request = Process(new ActionRecord { Signal = Signal() }, "checkout", headers).First(output => output.Topic == "t.actions.v1");
        var command = Process(ActionRecord.Parser.ParseFrom(request.Value), "checkout", request.Headers).First(output => output.Topic == "t.commands.v1");

        var parents = new[] { request, command }.Select(output => Encoding.UTF8.GetString(output.Headers!.GetLastBytes("traceparent"))).ToList();
        Assert.All(parents, parent => Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", parent, StringComparison.Ordinal));
        Assert.NotEqual(parents[0], parents[1]);
    }

    [Fact]
    public void Decisions_AreCountedByStatusAndReason_AndSizesShown()
    {
        using var meter = new TocsinMeter(new FixedTime());
        meter.Add(_metrics);
        using var text = new PrometheusText(meter);
        var request = Process(new ActionRecord { Signal = Signal() }, "checkout")[0];
        Process(ActionRecord.Parser.ParseFrom(request.Value), "checkout");

        var metrics = ExpositionParser.Parse(text.Collect()).ToDictionary(metric => metric.Name);
        var decision = Assert.Single(metrics["tocsin_decisions_total"].Samples);
        Assert.Equal(("running", "undefended", 1.0), (decision.Labels["status"], decision.Labels["reason"], decision.Value));
        Assert.Equal(1, Assert.Single(metrics["tocsin_records_open"].Samples).Value);
        Assert.Equal(1, metrics["tocsin_episodes"].Samples.Single(sample => sample.Labels["state"] == "active").Value);
    }

    private static Signal Signal() => new()
    {
        Alarm = new AlarmMessage { Id = "alarm-1", Id0 = "checkout", Name = "checkout", RuleName = "slow", EpisodeId = "episode-1", State = AlarmState.Firing },
        Origin = new Origin { Topic = "t.alarms.v1", Offset = 100 },
        Matches = { new PolicyMatch { Policy = "default", Calls = { new Call { Package = "notify-firing", Type = PackageType.Notification, Receiver = "slack.ops" } } } },
    };

    private ConvergeStage Create(IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
        ConvergeStage.Create(3, state, _topics, _metrics.Partition(3).Actions);

    private List<OutputRecord> Process(ActionRecord record, string key, Headers? headers = null)
    {
        var outputs = new List<OutputRecord>();
        _stage.Process(new InputRecord("t.actions.v1", 3, _offset, 1_000 + _offset++, Encoding.UTF8.GetBytes(key), record.ToByteArray(), headers), outputs);
        return outputs;
    }
}
