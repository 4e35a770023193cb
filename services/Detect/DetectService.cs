using Microsoft.Extensions.Logging;
using Tocsin.Engine.Detection;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>Detect as a whole: reads metrics, evaluates rules, writes alarms. One instance runs in one thread.</summary>
public sealed class DetectService(DetectSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromSeconds(1);

    /// <summary>Is told of checks that the silence kept quiet, on the thread that runs.</summary>
    public Action<SilencedCheck>? OnSilenced { get; init; }

    /// <summary>Runs until told to stop.</summary>
    /// <exception cref="StageFailureException">The rules have errors at the start, or Kafka refuses what waiting will not mend.</exception>
    public void Run(CancellationToken stop)
    {
        var file = new RulesFile(settings.RulesFile, logger);
        var topics = settings.Topics;
        var identity = new StageIdentity(
            DetectStage.Name, topics.Metrics, topics.Alarms, topics.State(DetectStage.Name), topics.DeadLetters, settings.GroupId, settings.Instance);
        var host = new StageHost(
            identity, settings.Client, settings.Runner, (partition, state) => DetectStage.Create(partition, state, file, topics, OnSilenced), time, logger);
        var lastRefresh = time.GetTimestamp();
        host.Run(
            () =>
            {
                if (time.GetElapsedTime(lastRefresh) >= _refreshInterval)
                {
                    lastRefresh = time.GetTimestamp();
                    file.Refresh();
                }
            },
            stop);
    }
}
