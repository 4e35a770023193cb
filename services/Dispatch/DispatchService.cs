using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Approvals;
using Tocsin.Dispatch.Delivering;
using Tocsin.Dispatch.Executing;
using Tocsin.Dispatch.Receivers;
using Tocsin.Dispatch.Routing;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Dispatch;

/// <summary>
/// Dispatch as a whole: one stage takes in what is to be told, executing commands or routing alarms, another one delivers. Each runs in a thread of its own.
/// </summary>
public sealed class DispatchService(DispatchSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _lookInterval = TimeSpan.FromSeconds(1);

    /// <summary>What the stage counts that takes in; shown where a <see cref="ProcessTelemetry"/> has it too.</summary>
    public StageMetrics IntakeMetrics { get; init; } = new(NameOf(settings.From));

    /// <summary>What the delivering counts; as with <see cref="IntakeMetrics"/>.</summary>
    public StageMetrics DeliverMetrics { get; init; } = new(DeliverStage.Name);

    /// <summary>What probes are told of the stage that takes in.</summary>
    public StageHealth IntakeHealth { get; init; } = new(NameOf(settings.From), time);

    /// <summary>What probes are told of the delivering.</summary>
    public StageHealth DeliverHealth { get; init; } = new(DeliverStage.Name, time);

    /// <summary>Runs until told to stop.</summary>
    /// <exception cref="StageFailureException">The settings have errors at the start, or Kafka refuses what waiting will not mend.</exception>
    public void Run(CancellationToken stop)
    {
        var topics = settings.Topics;
        var intake = settings.From == DispatchSource.Commands
            ? IdentityOf(ExecuteStage.Name, topics.Commands, topics.Deliveries, topics.Actions)
            : IdentityOf(RouteStage.Name, topics.Alarms, topics.Deliveries);
        var deliver = IdentityOf(DeliverStage.Name, topics.Deliveries, topics.Actions);
        StageHost.VerifyTopics(intake, settings.Client);
        StageHost.VerifyTopics(deliver, settings.Client);
        using var rules = DispatchRules.Open(settings.Client, topics, settings.SettingsFile, logger);
        using var receivers = new ReceiverTable(SecretSource.System, logger);
        using var answers = new AnswerWriter(settings.Client, topics.Actions);
        using var approvals = new ApprovalOffice(SecretSource.System, topics.Actions, answers.AppendAsync, time, logger);
        Receive(rules.Current);
        approvals.Replace(ApprovalsOf(rules.Current));
        rules.Changing += Receive;
        rules.Changing += live => approvals.Change(ApprovalsOf(live));
        rules.Watch(_lookInterval, time);
        using var scanner = new InputScanner(settings.Client, topics.Deliveries);
        var post = new LivePost(receivers, approvals, scanner, time);
        var routes = new LiveRoutes(rules, receivers);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var takingIn = new StageHost(intake, settings.Client, settings.Runner, CreateIntake, time, logger) { Metrics = IntakeMetrics, Health = IntakeHealth };
        var delivering = new StageHost(deliver, settings.Client, settings.Runner, CreateDeliver, time, logger) { Metrics = DeliverMetrics, Health = DeliverHealth };
        try
        {
            Task.WaitAll(Background(takingIn), Background(delivering));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        IStage CreateIntake(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) => settings.From == DispatchSource.Commands
            ? ExecuteStage.Create(partition, state, routes, topics, IntakeMetrics.Partition(partition).Deliveries)
            : RouteStage.Create(partition, state, routes, topics, IntakeMetrics.Partition(partition).Deliveries);

        IStage CreateDeliver(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
            DeliverStage.Create(partition, state, Guid.NewGuid().ToString(), topics, post, new CourierNotes(DeliverMetrics.Partition(partition).Deliveries, logger));

        void Receive(LiveSettings live) => receivers.Replace(live.Router.Hooks, live.Own.Network.Allow, live.Own.Links);

        Task Background(StageHost host) =>
            Task.Factory.StartNew(() => RunBoth(host, all), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static string NameOf(DispatchSource source) => source == DispatchSource.Commands ? ExecuteStage.Name : RouteStage.Name;

    /// <summary>Only Converge asks.</summary>
    private ApprovalSettings? ApprovalsOf(LiveSettings live) => settings is { From: DispatchSource.Commands, ServesApprovals: true } ? live.Own.Approvals : null;

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

    private StageIdentity IdentityOf(string stage, string input, params IEnumerable<string> outputs)
    {
        var topics = settings.Topics;
        return new(stage, input, [.. outputs, topics.Records], topics.State(stage), topics.DeadLetters, $"{settings.GroupId}.{stage}", settings.Instance);
    }
}
