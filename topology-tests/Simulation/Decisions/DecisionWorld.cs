using System.Text;
using Tocsin.Converge.Converging;
using Tocsin.Converge.Matching;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>Both stages of Converge, with people who acknowledge, shield and run by hand, and somebody who carries out the commands.</summary>
internal sealed class DecisionWorld
{
    private const int Partitions = 3;
    private static readonly Topics _topics = new("simulated");

    private static readonly StageIdentity _match =
        new(MatchStage.Name, _topics.Alarms, [_topics.Actions, _topics.Records], _topics.State(MatchStage.Name), _topics.DeadLetters, "match");

    private static readonly StageIdentity _converge =
        new(ConvergeStage.Name, _topics.Actions, [_topics.Actions, _topics.Commands, _topics.Records], _topics.State(ConvergeStage.Name), _topics.DeadLetters, "converge");

    private readonly Random _random;
    private readonly DecisionInput _input;
    private readonly ScriptedExecutor _executor;
    private SimulationRun? _run;
    private DecisionLog[] _logs = [];
    private int _manual;

    private DecisionWorld(int seed, bool dropsRepetitions)
    {
        _random = new Random(seed);
        _input = new DecisionInput(_random, Partitions);
        _executor = new ScriptedExecutor(_random, _topics) { DropsRepetitions = dropsRepetitions };
    }

    /// <param name="seed">Of all that is random.</param>
    /// <param name="guarantee">Of both stages.</param>
    /// <param name="wrap">Puts something between runner and stage: how faults are planted on purpose.</param>
    /// <param name="dropsRepetitions">Whether whoever carries out commands does.</param>
    public static SimulationSettings Settings(int seed, ProcessingGuarantee guarantee, Func<IStage, IStage>? wrap = null, bool dropsRepetitions = true)
    {
        var world = new DecisionWorld(seed, dropsRepetitions);
        return new SimulationSettings
        {
            Identity = _match,
            Create = (partition, state) => MatchStage.Create(partition, state, () => DecisionPolicies.Live, _topics),
            Others = [(_converge, (partition, state) => (wrap ?? (stage => stage))(Converge(partition, state)))],
            Instances = world._random.Next(1, 4),
            Guarantee = guarantee,
            Partitions = Partitions,
            SettleAdvanceMs = 5_000,
            MaxSettleTurns = 20_000,
            HasTransactionsInInput = true,
            Input = [.. world._input.Records()],
            Watch = world.Watch,
            Play = world.Play,
            IsDone = () => world._logs.All(log => log.IsDone),
            Outcome = run => new DecisionOutcome(run, _topics, guarantee, world._logs, world._input.All, world._executor.Executions).Difference(),
        };
    }

    private static ConvergeStage Converge(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
        ConvergeStage.Create(partition, state, _topics, new StageMetrics(ConvergeStage.Name).Partition(partition).Actions);

    private void Watch(SimulationRun run)
    {
        _run = run;
        _logs = [.. run.Cluster.Topic(_topics.Actions).Select((log, partition) => new DecisionLog(log, _topics, partition))];
    }

    private void Play()
    {
        _executor.Play(_run!.Cluster);
        if (!_run.Trouble.IsOn)
        {
            return;
        }

        switch (_random.Next(400))
        {
            case 0:
                Acknowledge();
                break;
            case 1:
                Shield();
                break;
            case 2:
                var id = $"manual{_manual++}";
                Append(id, new ActionRecord { ManualRun = new ManualRun { Id = id, Package = "clean", By = "somebody", Type = PackageType.Job, TimeoutSeconds = 60 } });
                break;
        }
    }

    private void Acknowledge()
    {
        var alarm = _input.All[_random.Next(_input.All.Count)];
        Append(alarm.Id0, new ActionRecord { Acknowledgement = new Acknowledgement { EpisodeId = alarm.EpisodeId, By = "somebody" } });
    }

    /// <summary>For a short while, in every partition.</summary>
    private void Shield()
    {
        var nowMs = _run!.Cluster.Time.NowMs;
        var shield = new Shield
        {
            Id = $"shield{_random.Next(2)}",
            By = "somebody",
            CreatedMs = nowMs,
            FromMs = nowMs,
            UntilMs = nowMs + _random.Next(1, 5_000),
            Match = new ShieldMatch { Rules = { DecisionPolicies.Rules[_random.Next(DecisionPolicies.Rules.Count)] } },
        };
        foreach (var log in _run.Cluster.Topic(_topics.Actions))
        {
            _run.Cluster.Append(log, new OutputRecord(_topics.Actions, null, Google.Protobuf.MessageExtensions.ToByteArray(new ActionRecord { Shield = shield })), Fate.Committed);
        }
    }

    private void Append(string key, ActionRecord record) => _executor.Append(_run!.Cluster, Encoding.UTF8.GetBytes(key), record);
}
