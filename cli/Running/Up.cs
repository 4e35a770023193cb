using Microsoft.Extensions.Logging;
using Tocsin.Cli.Brokers;
using Tocsin.Converge;
using Tocsin.Detect;
using Tocsin.Dispatch;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Cli.Running;

/// <summary>
/// The stages and what prints their alarms. The demo's metrics live in topics of their own: they are stamped with a clock that runs faster, and
/// the highest timestamp is a partition's clock, so samples of the present would come too late beside them.
/// </summary>
internal sealed class Up(EmbeddedBroker broker, string rulesFile, string policies, string dispatchFile, Terminal terminal)
{
    private const string DemoPrefix = "demo";

    /// <summary>The embedded broker doesn't keep the offsets of transactions.</summary>
    private static readonly RunnerSettings _settings = new() { Guarantee = ProcessingGuarantee.AtLeastOnce };

    /// <summary>The embedded broker doesn't wake a reader that waits at the end of a topic, so each of the topics on the way to a receiver would cost half of the usual wait.</summary>
    private static readonly Dictionary<string, string> _options = new() { ["fetch.wait.max.ms"] = "10" };
    private readonly ClientSettings _client = new() { BootstrapServers = broker.BootstrapServers, Options = _options };

    /// <summary>Runs until told to stop, or until something fails.</summary>
    public async Task RunAsync(bool withDemo, string listen, CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true));
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var topics = new List<Topics> { new() };
        if (withDemo)
        {
            topics.Add(new Topics(DemoPrefix));
        }

        topics.ForEach(each => DemoTopics.Create(broker, each, DemoTopics.DefaultPartitions));
        var feed = new AlarmFeed(terminal);
        using var receiver = DemoReceiver.Start(TimeProvider.System, feed.Arrived);
        var detects = topics.ConvertAll(each => Detect(each, feed, loggers));
        var converges = topics.ConvertAll(each => Converge(each, loggers));
        var dispatches = topics.ConvertAll(each => Dispatch(each, each == topics[^1], loggers));
        using var telemetry = new ProcessTelemetry("tocsin-up", listen, TimeProvider.System,
        [
            .. detects.Select(detect => (detect.Metrics, detect.Health)),
            .. converges.SelectMany(converge => new[] { (converge.MatchMetrics, converge.MatchHealth), (converge.ConvergeMetrics, converge.ConvergeHealth) }),
            .. dispatches.SelectMany(dispatch => new[] { (dispatch.IntakeMetrics, dispatch.IntakeHealth), (dispatch.DeliverMetrics, dispatch.DeliverHealth) }),
        ]);
        Welcome.Write(terminal, broker.BootstrapServers, rulesFile, policies, dispatchFile, withDemo ? DemoPrefix : null, receiver.Page, telemetry.Address);
        var parts = detects.ConvertAll(detect => Background(() => detect.Run(all.Token)));
        parts.AddRange(converges.Select(converge => Background(() => converge.Run(all.Token))));
        parts.AddRange(dispatches.Select(dispatch => Background(() => dispatch.Run(all.Token))));
        parts.AddRange(topics.Select(each => Background(() => feed.Follow(_client, each, all.Token))));
        if (withDemo)
        {
            parts.Add(Background(() => new DemoShop(_client, topics[^1], TimeProvider.System).Run(all.Token)));
        }

        await Task.WhenAny(parts);
        await all.CancelAsync();
        await Task.WhenAll(parts);
    }

    /// <summary>In metrics each stage goes by the name of its consumer group, because there may be two of them.</summary>
    private DetectService Detect(Topics topics, AlarmFeed feed, ILoggerFactory loggers)
    {
        var group = $"{topics.Prefix}.detect";
        var settings = new DetectSettings { Client = _client, RulesFile = rulesFile, Topics = topics, GroupId = group, Runner = _settings };
        return new DetectService(settings, TimeProvider.System, loggers.CreateLogger("Detect"))
        {
            OnSilenced = feed.Silenced,
            Metrics = new StageMetrics(group),
            Health = new StageHealth(group, TimeProvider.System),
        };
    }

    private ConvergeService Converge(Topics topics, ILoggerFactory loggers)
    {
        var prefix = topics.Prefix;
        var settings = new ConvergeSettings
        {
            Client = _client,
            Policies = policies,
            DispatchFile = dispatchFile,
            Topics = topics,
            GroupId = $"{prefix}.converge",
            Runner = _settings,
        };
        return new ConvergeService(settings, TimeProvider.System, loggers.CreateLogger("Converge"))
        {
            MatchMetrics = new StageMetrics($"{prefix}.match"),
            MatchHealth = new StageHealth($"{prefix}.match", TimeProvider.System),
            ConvergeMetrics = new StageMetrics($"{prefix}.converge"),
            ConvergeHealth = new StageHealth($"{prefix}.converge", TimeProvider.System),
        };
    }

    private DispatchService Dispatch(Topics topics, bool servesApprovals, ILoggerFactory loggers)
    {
        var prefix = topics.Prefix;
        var settings = new DispatchSettings
        {
            Client = _client,
            SettingsFile = dispatchFile,
            Topics = topics,
            GroupId = $"{prefix}.dispatch",
            Runner = _settings,
            ServesApprovals = servesApprovals,
        };
        return new DispatchService(settings, TimeProvider.System, loggers.CreateLogger("Dispatch"))
        {
            IntakeMetrics = new StageMetrics($"{prefix}.execute"),
            IntakeHealth = new StageHealth($"{prefix}.execute", TimeProvider.System),
            DeliverMetrics = new StageMetrics($"{prefix}.deliver"),
            DeliverHealth = new StageHealth($"{prefix}.deliver", TimeProvider.System),
        };
    }

    private static Task Background(Action run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
