using Microsoft.Extensions.Logging;
using Tocsin.Engine.Detection;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>Detect as a whole: reads metrics, evaluates the rules file, writes alarms. One instance runs in one thread.</summary>
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
        var identity = new StageIdentity(DetectStage.Name, settings.Topics.Metrics, settings.Topics.Alarms, settings.Topics.DeadLetters, settings.GroupId);
        using var runner = new StageRunner(identity, settings.Client, _ => new DetectStage(file.Current, settings.Topics, OnSilenced), time, logger);
        var lastRefresh = time.GetTimestamp();
        runner.Run(
            () =>
            {
                if (time.GetElapsedTime(lastRefresh) < _refreshInterval)
                {
                    return;
                }

                lastRefresh = time.GetTimestamp();
                if (file.Refresh())
                {
                    Apply(file, runner);
                }
            },
            stop);
    }

    private static void Apply(RulesFile file, StageRunner runner)
    {
        foreach (var stage in runner.Stages.Values.Cast<DetectStage>())
        {
            stage.Use(file.Current);
        }
    }
}
