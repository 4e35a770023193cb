using Microsoft.Extensions.Logging;
using Tocsin.Cli.Brokers;
using Tocsin.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Running;

/// <summary>
/// The stages and what prints their alarms. The demo's metrics live in topics of their own: they are stamped with a clock that runs faster, and
/// the highest timestamp is a partition's clock, so samples of the present would come too late beside them.
/// </summary>
internal sealed class Up(EmbeddedBroker broker, string rulesFile, Terminal terminal)
{
    private const string DemoPrefix = "demo";

    /// <summary>The embedded broker doesn't keep the offsets of transactions.</summary>
    private static readonly RunnerSettings _settings = new() { Guarantee = ProcessingGuarantee.AtLeastOnce };
    private readonly ClientSettings _client = new() { BootstrapServers = broker.BootstrapServers };

    /// <summary>Runs until told to stop, or until something fails.</summary>
    public async Task RunAsync(bool withDemo, CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true));
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var topics = new List<Topics> { new() };
        if (withDemo)
        {
            topics.Add(new Topics(DemoPrefix));
        }

        topics.ForEach(each => DemoTopics.Create(broker, each, DemoTopics.DefaultPartitions));
        Welcome.Write(terminal, broker.BootstrapServers, rulesFile, withDemo ? DemoPrefix : null);
        var feed = new AlarmFeed(terminal);
        var parts = topics.SelectMany(each => Parts(each, feed, loggers, all.Token)).ToList();
        if (withDemo)
        {
            parts.Add(Background(() => new DemoShop(_client, topics[^1], TimeProvider.System).Run(all.Token)));
        }

        await Task.WhenAny(parts);
        await all.CancelAsync();
        await Task.WhenAll(parts);
    }

    private IEnumerable<Task> Parts(Topics topics, AlarmFeed feed, ILoggerFactory loggers, CancellationToken stop)
    {
        var settings = new DetectSettings { Client = _client, RulesFile = rulesFile, Topics = topics, GroupId = $"{topics.Prefix}.detect", Runner = _settings };
        var detect = new DetectService(settings, TimeProvider.System, loggers.CreateLogger("Detect")) { OnSilenced = feed.Silenced };
        yield return Background(() => detect.Run(stop));
        yield return Background(() => feed.Follow(_client, topics, stop));
    }

    private static Task Background(Action run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
