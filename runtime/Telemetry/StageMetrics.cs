using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// What one stage of this process has done and is like at present. The runner and the stage call it from their one thread; it never waits for
/// anybody, and allocates nothing unless a partition or a reason is new. Nothing shows until <see cref="TocsinMeter.Add"/> publishes it, so tests
/// and simulations may have as many of them as they like.
/// </summary>
public sealed class StageMetrics(string stage)
{
    private readonly ConcurrentDictionary<int, PartitionMetrics> _partitions = [];
    private readonly KeyValuePair<string, object?> _label = new(MetricLabels.Stage, stage);
    private Durations? _durations;
    private long _policies = -1;

    /// <summary>The histograms of the meter it was added to; a histogram is told each value as it comes.</summary>
    internal sealed record Durations(Histogram<double> Commit, Histogram<double> Restore, Histogram<double> EndToEnd, Histogram<double> Attempt, TimeProvider Time);

    /// <summary>The value of the label that tells the stages of a process apart.</summary>
    public string Stage => stage;

    internal Tally Samples { get; } = new();

    internal Tally SamplesIgnored { get; } = new();

    internal Tally SamplesLate { get; } = new();

    internal TallySet SamplesRejected { get; } = new();

    internal Tally Checks { get; } = new();

    internal Tally ChecksSilenced { get; } = new();

    internal TallySet Alarms { get; } = Zero(AlarmTransition.All);

    internal TallySet DeadLetters { get; } = new();

    internal Tally MessagesConsumed { get; } = new();

    internal Tally MessagesReprocessed { get; } = new();

    internal Tally MessagesSent { get; } = new();

    internal Tally Ticks { get; } = new();

    internal TallySet Commits { get; } = Zero(CommitResult.All);

    internal Tally StateRecords { get; } = new();

    internal Tally StateBytes { get; } = new();

    internal ReceiverTallySet Receivers { get; } = new();

    internal DecisionTallies Decisions { get; } = new();

    /// <summary>Negative in a stage that has nothing to do with policies.</summary>
    internal long Policies => Volatile.Read(ref _policies);

    internal ICollection<KeyValuePair<int, PartitionMetrics>> Partitions => _partitions;

    /// <summary>The metrics of a partition this instance has; made when first asked for. Both runner and stage ask.</summary>
    public PartitionMetrics Partition(int partition) => _partitions.GetOrAdd(partition, static (_, self) => new PartitionMetrics(self), this);

    /// <summary>To be called when a partition was revoked or lost: its gauges are gone, what was counted stays.</summary>
    public void Forget(int partition) => _partitions.TryRemove(partition, out _);

    /// <summary>To be called when policies come into force, with their number. From any thread.</summary>
    public void SetPolicies(long policies) => Volatile.Write(ref _policies, policies);

    /// <summary>To be called for records consumed and processed for the first time.</summary>
    public void Consumed(long records) => MessagesConsumed.Add(records);

    /// <summary>To be called for records processed again on restore, whose outputs don't count.</summary>
    public void Reprocessed(long records) => MessagesReprocessed.Add(records);

    /// <summary>To be called for each tick appended to an idle partition.</summary>
    public void TickAppended() => Ticks.Add(1);

    /// <summary>To be called for each output once it is certain: in a transaction when that is committed, else when it is handed to the producer.</summary>
    public void Written(OutputRecord output)
    {
        ArgumentNullException.ThrowIfNull(output);
        MessagesSent.Add(1);
        if (output.Telemetry is not { } telemetry)
        {
            return;
        }

        if (telemetry.DeadLetterClass is { } errorClass)
        {
            DeadLetters.Add(errorClass);
        }

        if (telemetry.Transition is { } transition)
        {
            AlarmWritten(output, telemetry, transition);
        }
    }

    /// <summary>To be called after each commit cycle that had something to commit.</summary>
    /// <param name="result">One of <see cref="CommitResult"/>.</param>
    /// <param name="duration">From the start of the commit to its outcome.</param>
    public void CommitEnded(string result, TimeSpan duration)
    {
        Commits.Add(result);
        _durations?.Commit.Record(duration.TotalSeconds, _label);
    }

    /// <summary>To be called when state was written to the changelog, checkpoints included; bytes are those of keys and values.</summary>
    public void StateWritten(long records, long bytes)
    {
        StateRecords.Add(records);
        StateBytes.Add(bytes);
    }

    /// <summary>To be called when a partition goes live.</summary>
    /// <param name="duration">Since it was assigned.</param>
    public void Restored(TimeSpan duration) => _durations?.Restore.Record(duration.TotalSeconds, _label);

    internal void Publish(Durations durations) => _durations = durations;

    internal void AttemptEnded(ReceiverTally receiver, TimeSpan duration) => _durations?.Attempt.Record(duration.TotalSeconds, _label, receiver.Label);

    internal void AddWork(in SampleWork work)
    {
        Samples.Add(work.Samples);
        SamplesIgnored.Add(work.Ignored);
        SamplesLate.Add(work.Late);
        Checks.Add(work.Checks);
        ChecksSilenced.Add(work.Silenced);
    }

    private static TallySet Zero(IEnumerable<string> words)
    {
        var tallies = new TallySet();
        foreach (var word in words)
        {
            tallies.Add(word, amount: 0);
        }

        return tallies;
    }

    private void AlarmWritten(OutputRecord output, OutputTelemetry telemetry, string transition)
    {
        Alarms.Add(transition);
        if (_durations is { } durations && telemetry.CauseTimestampMs > 0)
        {
            var elapsedMs = durations.Time.GetUtcNow().ToUnixTimeMilliseconds() - telemetry.CauseTimestampMs;
            durations.EndToEnd.Record(Math.Max(0, elapsedMs) / 1000.0, _label);
        }

        telemetry.Span?.Record(output, telemetry.CauseTimestampMs);
    }
}
