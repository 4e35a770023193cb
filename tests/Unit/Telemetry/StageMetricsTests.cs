using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public sealed class StageMetricsTests : IDisposable
{
    private readonly FixedTime _time = new();
    private readonly TocsinMeter _meter;
    private readonly PrometheusText _text;
    private readonly StageMetrics _stage = new("detect");

    public StageMetricsTests()
    {
        _meter = new TocsinMeter(_time);
        _meter.Add(_stage);
        _text = new PrometheusText(_meter);
    }

    [Fact]
    public void Work_OfAPartition_IsAddedUp()
    {
        _stage.Partition(0).AddWork(new SampleWork(Samples: 10, Ignored: 3, Late: 2, Checks: 1, Silenced: 4));
        _stage.Partition(1).AddWork(new SampleWork(Samples: 5, Ignored: 0, Late: 0, Checks: 1, Silenced: 0));
        _stage.Partition(1).Rejected("late");

        Assert.Equal(15, Value("tocsin_samples_received_total"));
        Assert.Equal(3, Value("tocsin_samples_ignored_total"));
        Assert.Equal(2, Value("tocsin_samples_late_total"));
        Assert.Equal(2, Value("tocsin_checks_run_total"));
        Assert.Equal(4, Value("tocsin_checks_silenced_total"));
        Assert.Equal(1, Value("tocsin_samples_rejected_total", "reason", "late"));
    }

    [Fact]
    public void Work_DoneAgainOnRestore_IsNotCountedTwice()
    {
        var partition = _stage.Partition(0);
        partition.IsReplaying = true;
        partition.AddWork(new SampleWork(10, 0, 0, 0, 0));
        partition.Rejected("invalid");
        partition.IsReplaying = false;
        partition.AddWork(new SampleWork(1, 0, 0, 0, 0));

        Assert.Equal(1, Value("tocsin_samples_received_total"));
        Assert.Null(Find("tocsin_samples_rejected_total", "reason", "invalid"));
    }

    [Fact]
    public void Alarm_Written_IsCountedByTransitionWithItsDelay()
    {
        var cause = new InputRecord("m", 0, 7, _time.NowMs - 300, null, [1], null);
        _stage.Written(new OutputRecord("a", null, [1]) { Telemetry = OutputTelemetry.OfAlarm(cause, AlarmTransition.StillFiring, span: null) });

        Assert.Equal(1, Value("tocsin_alarms_written_total", "transition", "still_firing"));
        Assert.Equal(0, Value("tocsin_alarms_written_total", "transition", "firing"));
        Assert.Equal(1, Value("tocsin_sent_messages_total"));
        var histogram = Metrics().Single(metric => metric.Name == "tocsin_end_to_end_duration_seconds");
        Assert.Equal(0.3, histogram.Samples[^2].Value, precision: 6);
    }

    [Fact]
    public void DeadLetter_Written_IsCountedByItsClass()
    {
        _stage.Written(DeadLetter.From("dead", new InputRecord("m", 0, 7, 5, null, [1], null), "detect", "malformed", "what"));

        Assert.Equal(1, Value("tocsin_dead_letters_total", "reason", "malformed"));
        Assert.Equal(0, Value("tocsin_alarms_written_total", "transition", "firing"));
    }

    [Fact]
    public void CommitsStateAndTicks_AreCounted()
    {
        _stage.Consumed(100);
        _stage.Reprocessed(40);
        _stage.TickAppended();
        _stage.CommitEnded(CommitResult.Committed, TimeSpan.FromMilliseconds(4));
        _stage.CommitEnded(CommitResult.Aborted, TimeSpan.FromMilliseconds(4));
        _stage.StateWritten(records: 3, bytes: 120);
        _stage.Restored(TimeSpan.FromSeconds(2));

        Assert.Equal(100, Value("tocsin_consumed_messages_total"));
        Assert.Equal(40, Value("tocsin_reprocessed_messages_total"));
        Assert.Equal(1, Value("tocsin_ticks_appended_total"));
        Assert.Equal(1, Value("tocsin_commits_total", "result", "committed"));
        Assert.Equal(1, Value("tocsin_commits_total", "result", "aborted"));
        Assert.Equal(0, Value("tocsin_commits_total", "result", "fenced"));
        Assert.Equal(3, Value("tocsin_state_records_total"));
        Assert.Equal(120, Value("tocsin_state_written_bytes_total"));
        Assert.Equal(2, Metrics().Single(metric => metric.Name == "tocsin_restore_duration_seconds").Samples[^2].Value);
    }

    [Fact]
    public void Partition_WhileHeld_ShowsSizeLagsAndState()
    {
        var partition = _stage.Partition(3);
        partition.SetSize(entities: 5, windows: 9);
        partition.SetDue(_time.NowMs - 1_500);
        partition.SetPosition(nextOffset: 10, endOffset: 25);

        Assert.Equal(5, Value("tocsin_entities", "partition", "3"));
        Assert.Equal(9, Value("tocsin_windows", "partition", "3"));
        Assert.Equal(1.5, Value("tocsin_check_lag_seconds", "partition", "3"));
        Assert.Equal(15, Value("tocsin_consumer_lag", "partition", "3"));
        Assert.Equal(1, Value("tocsin_tasks", "state", "restoring"));
        partition.IsRunning = true;
        Assert.Equal(1, Value("tocsin_tasks", "state", "running"));
        Assert.Equal(0, Value("tocsin_tasks", "state", "restoring"));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1_700_000_060_000)]
    public void CheckLag_NothingDue_IsZero(long dueMs)
    {
        _stage.Partition(0).SetDue(dueMs);

        Assert.Equal(0, Value("tocsin_check_lag_seconds", "partition", "0"));
    }

    [Fact]
    public void Partition_Forgotten_HasNoSeries()
    {
        _stage.Partition(0).SetPosition(-1, 25);
        Assert.Null(Find("tocsin_consumer_lag", "partition", "0"));
        _stage.Forget(0);

        Assert.Null(Find("tocsin_windows", "partition", "0"));
        Assert.Equal(0, Value("tocsin_tasks", "state", "restoring"));
    }

    [Fact]
    public void Stage_PublishedTwice_IsRefused() => Assert.Throws<ArgumentException>(() => _meter.Add(new StageMetrics("detect")));

    [Fact]
    public void Counting_AllocatesNothing()
    {
        var partition = _stage.Partition(0);
        var output = new OutputRecord("a", null, [1])
        {
            Telemetry = OutputTelemetry.OfAlarm(new InputRecord("m", 0, 7, 5, null, [1], null), AlarmTransition.Firing, span: null),
        };
        CountOnce(partition, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            CountOnce(partition, output);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Process_ItselfIsThereToo() => Assert.Contains(Metrics(), metric => metric.Name == "dotnet_process_memory_working_set_bytes");

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    private void CountOnce(PartitionMetrics partition, OutputRecord output)
    {
        partition.AddWork(new SampleWork(1, 1, 1, 1, 1));
        partition.Rejected("late");
        partition.SetSize(1, 1);
        partition.SetDue(1);
        partition.SetPosition(1, 2);
        _stage.Consumed(1);
        _stage.Written(output);
        _stage.CommitEnded(CommitResult.Committed, TimeSpan.FromMilliseconds(1));
    }

    private List<ExpositionParser.Metric> Metrics() => ExpositionParser.Parse(_text.Collect());

    private double Value(string metric, string? label = null, string? value = null) => Find(metric, label, value)!.Value;

    private ExpositionParser.Sample? Find(string metric, string? label, string? value) =>
        Metrics().SingleOrDefault(each => each.Name == metric)?.Samples
            .SingleOrDefault(sample => sample.Labels["stage"] == "detect" && (label is null || sample.Labels[label] == value));
}
