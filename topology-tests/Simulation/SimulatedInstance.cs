using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>One process: a runner and its logs. A crash takes all its memory; the requests under way may still arrive.</summary>
internal sealed class SimulatedInstance : IDisposable
{
    private readonly List<SimulatedLog> _logs = [];
    private readonly StageRunner _runner;

    public SimulatedInstance(string name, StageIdentity identity, RunnerSettings settings, CreateStage create, SimulatedCluster cluster, LogMaker makeLog)
    {
        Name = name;
        Group = cluster.GroupOf(identity.GroupId);
        ILog Open()
        {
            MemberId = Group.NewMemberId(name);
            var log = makeLog(identity with { Instance = name }, MemberId);
            _logs.Add(log);
            return log;
        }

        var telemetry = new StageTelemetry(new StageMetrics(identity.Name), new StageHealth(identity.Name, cluster.Time));
        _runner = new StageRunner(identity, settings, Open, create, telemetry, cluster.Time, NullLogger.Instance);
    }

    public delegate SimulatedLog LogMaker(StageIdentity identity, string memberId);

    public string Name { get; }

    public SimulatedGroup Group { get; }

    /// <summary>As what it joined the group last.</summary>
    public string MemberId { get; private set; } = "";

    /// <summary>Not scheduled: a long pause, after which it goes on as if nothing had happened.</summary>
    public bool IsAsleep { get; set; }

    public void Step(TimeSpan wait = default) => _runner.Step(wait);

    public void Stop() => _runner.Stop();

    /// <summary>The requests of a crashed instance that arrive after all.</summary>
    public void DeliverLate(int count) => _logs.ForEach(log => log.DeliverLate(count));

    public void Dispose() => _runner.Dispose();
}
