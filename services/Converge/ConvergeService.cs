using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Tocsin.Converge.Converging;
using Tocsin.Converge.Matching;
using Tocsin.Converge.Shields;
using Tocsin.Engine.Policies;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Converge;

/// <summary>Converge as a whole: one stage asks policies what an alarm is to lead to, another one decides what of it happens. Each runs in a thread of its own.</summary>
public sealed class ConvergeService(ConvergeSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _lookInterval = TimeSpan.FromSeconds(1);

    /// <summary>What the matching counts; shown where a <see cref="ProcessTelemetry"/> has it too.</summary>
    public StageMetrics MatchMetrics { get; init; } = new(MatchStage.Name);

    /// <summary>What the converging counts; as with <see cref="MatchMetrics"/>.</summary>
    public StageMetrics ConvergeMetrics { get; init; } = new(ConvergeStage.Name);

    /// <summary>What probes are told of the matching.</summary>
    public StageHealth MatchHealth { get; init; } = new(MatchStage.Name, time);

    /// <summary>What probes are told of the converging.</summary>
    public StageHealth ConvergeHealth { get; init; } = new(ConvergeStage.Name, time);

    /// <summary>Runs until told to stop.</summary>
    /// <exception cref="StageFailureException">The settings have errors at the start, or Kafka refuses what waiting will not mend.</exception>
    public void Run(CancellationToken stop)
    {
        var topics = settings.Topics;
        var match = IdentityOf(MatchStage.Name, topics.Alarms, topics.Actions, topics.Records);
        var converge = IdentityOf(ConvergeStage.Name, topics.Actions, topics.Actions, topics.Commands, topics.Records);
        // Files first: what is wrong with them is said even if there is no Kafka.
        var dispatch = settings.DispatchFile is null ? null : DispatchFile.Watch(settings.DispatchFile, logger);
        StageHost.VerifyTopics(match, settings.Client);
        StageHost.VerifyTopics(converge, settings.Client);
        using var shields = settings.Policies is null ? null : new ShieldsTopic(settings.Client, topics, time);
        using var router = ActiveRouter.Open(settings.Client, topics, dispatch, logger);
        using var policies = new ActivePolicies(Policies(router), router, logger);
        Follow(policies, shields);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var matching = new StageHost(match, settings.Client, settings.Runner, CreateMatch, time, logger) { Metrics = MatchMetrics, Health = MatchHealth };
        var converging = new StageHost(converge, settings.Client, settings.Runner, CreateConverge, time, logger) { Metrics = ConvergeMetrics, Health = ConvergeHealth };
        try
        {
            Task.WaitAll(Background(matching, all), Background(converging, all));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        IStage CreateMatch(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
            MatchStage.Create(partition, state, () => policies.Current, topics);

        IStage CreateConverge(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
            ConvergeStage.Create(partition, state, topics, ConvergeMetrics.Partition(partition).Actions);
    }

    private static Task Background(StageHost host, CancellationTokenSource all) =>
        Task.Factory.StartNew(() => RunBoth(host, all), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>When one stage ends, whatever the reason, so does the other.</summary>
    private static void RunBoth(StageHost host, CancellationTokenSource all)
    {
        try
        {
            host.Run(() => { }, all.Token);
        }
        finally
        {
            all.Cancel();
        }
    }

    private WatchedFile<PolicyBook>? Policies(ActiveRouter router)
    {
        if (settings.Policies is { } path)
        {
            return PoliciesFile.Watch(path, () => router.Router, logger);
        }

        PoliciesLog.BuiltIn(logger);
        return null;
    }

    /// <summary>The shields of the first book are known before any alarm is matched by it.</summary>
    private void Follow(ActivePolicies policies, ShieldsTopic? topic)
    {
        var publisher = topic is null ? null : new ShieldsPublisher(topic, settings.Policies!, time, logger);
        Apply(policies.Current);
        policies.Looked += Apply;
        policies.Watch(_lookInterval, time);

        void Apply(LivePolicies live)
        {
            MatchMetrics.SetPolicies(live.Book.Count);
            publisher?.Publish(live.Book);
        }
    }

    private StageIdentity IdentityOf(string stage, string input, params IEnumerable<string> outputs)
    {
        var topics = settings.Topics;
        return new(stage, input, [.. outputs], topics.State(stage), topics.DeadLetters, $"{settings.GroupId}.{stage}", settings.Instance);
    }
}
