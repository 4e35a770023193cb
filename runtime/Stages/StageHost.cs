using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Stages;

/// <summary>Runs one instance of a stage on Kafka, in the caller's thread.</summary>
public sealed class StageHost(StageIdentity identity, ClientSettings client, RunnerSettings settings, CreateStage create, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pollTime = TimeSpan.FromMilliseconds(20);

    /// <summary>What it counts.</summary>
    public StageMetrics Metrics { get; init; } = new(identity.Name);

    /// <summary>What probes are told.</summary>
    public StageHealth Health { get; init; } = new(identity.Name, time);

    /// <exception cref="StageFailureException">There is no Kafka, or a topic of the stage is missing, out of bounds or too small.</exception>
    public static void VerifyTopics(StageIdentity identity, ClientSettings client)
    {
        ArgumentNullException.ThrowIfNull(client);
        KafkaTopics.Verify(identity, client);
    }

    /// <summary>Runs until told to stop; then commits, saves and leaves the group. <paramref name="betweenRecords"/> is called in every turn.</summary>
    /// <exception cref="StageFailureException">Something is wrong that waiting will not mend.</exception>
    public void Run(Action betweenRecords, CancellationToken stop)
    {
        using var runner = new StageRunner(identity, settings, () => new KafkaLog(identity, client, logger), create, new StageTelemetry(Metrics, Health), time, logger);
        while (!stop.IsCancellationRequested)
        {
            betweenRecords();
            runner.Step(_pollTime);
        }

        runner.Stop();
    }
}
