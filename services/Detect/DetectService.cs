using Microsoft.Extensions.Logging;
using Tocsin.Engine.Detection;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Detect;

/// <summary>Detect as a whole: reads metrics, evaluates rules, writes alarms. One instance runs in one thread.</summary>
public sealed class DetectService(DetectSettings settings, TimeProvider time, ILogger logger)
{
    /// <summary>Is told of checks that the silence kept quiet, on the thread that runs.</summary>
    public Action<SilencedCheck>? OnSilenced { get; init; }

    /// <summary>What it counts; shown where a <see cref="ProcessTelemetry"/> has it too.</summary>
    public StageMetrics Metrics { get; init; } = new(DetectStage.Name);

    /// <summary>What probes are told; as with <see cref="Metrics"/>.</summary>
    public StageHealth Health { get; init; } = new(DetectStage.Name, time);

    /// <summary>Runs until told to stop.</summary>
    /// <exception cref="StageFailureException">The rules have errors at the start, or Kafka refuses what waiting will not mend.</exception>
    public void Run(CancellationToken stop)
    {
        var topics = settings.Topics;
        var file = settings.RulesFile is null ? null : RulesFile.Watch(settings.RulesFile, logger);
        var identity = new StageIdentity(
            DetectStage.Name, topics.Metrics, [topics.Alarms], topics.State(DetectStage.Name), topics.DeadLetters, settings.GroupId, settings.Instance);
        StageHost.VerifyTopics(identity, settings.Client);
        using var rules = new DetectRules(settings, file, time, logger);
        var host = new StageHost(identity, settings.Client, settings.Runner, Create, time, logger) { Metrics = Metrics, Health = Health };
        host.Run(rules.Refresh, stop);

        IStage Create(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
            DetectStage.Create(partition, state, rules, topics, Metrics.Partition(partition), OnSilenced);
    }
}
