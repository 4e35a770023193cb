using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Logs;

namespace Tocsin.Runtime.Stages;

/// <summary>Runs one instance of a stage on Kafka, in the caller's thread.</summary>
public sealed class StageHost(StageIdentity identity, ClientSettings client, RunnerSettings settings, CreateStage create, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pollTime = TimeSpan.FromMilliseconds(20);

    /// <summary>Every partition this instance has is restored.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Runs until told to stop; then commits, saves and leaves the group. <paramref name="betweenRecords"/> is called in every turn.</summary>
    /// <exception cref="StageFailureException">Something is wrong that waiting will not mend.</exception>
    public void Run(Action betweenRecords, CancellationToken stop)
    {
        using var runner = new StageRunner(identity, settings, () => new KafkaLog(identity, client, logger), create, time, logger);
        while (!stop.IsCancellationRequested)
        {
            betweenRecords();
            runner.Step(_pollTime);
            IsReady = runner.IsReady;
        }

        runner.Stop();
    }
}
