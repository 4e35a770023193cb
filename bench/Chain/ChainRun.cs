using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Benchmarks.Deliver;
using Tocsin.Benchmarks.Measuring;
using Tocsin.Converge;
using Tocsin.Detect;
using Tocsin.Dispatch;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Chain;

/// <summary>All services in this process between a producer and a webhook. Each probe is a sample of an entity of its own, whose id0 is the probe's number.</summary>
internal sealed class ChainRun : IDisposable
{
    public const int ProbesPerSecond = 20;
    private const int WarmUp = 60;
    private const int Probes = 400;
    private const string Metric = "probe";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly DispatchTopics _topics = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ClientSettings _client;
    private readonly long[] _sent = new long[WarmUp + Probes];
    private readonly long[] _sentMs = new long[WarmUp + Probes];
    private readonly long[] _arrived = new long[WarmUp + Probes];
    private readonly Servers _servers;
    private readonly Task[] _services;
    private int _left = WarmUp + Probes;

    /// <param name="from">Where Dispatch learns whom to tell; Converge runs where that is from commands.</param>
    /// <param name="guarantee">Of all services.</param>
    /// <param name="fetchWaitMs">The longest wait of a fetch.</param>
    public ChainRun(DispatchSource from, ProcessingGuarantee guarantee, int fetchWaitMs)
    {
        _client = _topics.Client with { Options = new Dictionary<string, string> { ["fetch.wait.max.ms"] = fetchWaitMs.ToString(CultureInfo.InvariantCulture) } };
        _servers = new Servers(ArrivedAsync);
        var rules = Write("rules.yml", $"rules: {{probe_rule: {{metrics-name: {Metric}, op: \">\", threshold: 10, evaluate: on-arrival, recovery: false}}}}");
        var hooks = Write("dispatch.yml", $"network: {{allow: [127.0.0.1]}}\nhooks: {{webhook: {{ops: {{is-default: true, urls: [http://127.0.0.1:{_servers.HttpPort}/]}}}}}}");
        var runner = new RunnerSettings { Guarantee = guarantee };
        var detect = new DetectService(new DetectSettings { Client = _client, RulesFile = rules, Runner = runner }, TimeProvider.System, NullLogger.Instance);
        var converge = new ConvergeService(new ConvergeSettings { Client = _client, DispatchFile = hooks, Runner = runner }, TimeProvider.System, NullLogger.Instance);
        var dispatch = new DispatchService(new DispatchSettings { Client = _client, SettingsFile = hooks, From = from, Runner = runner }, TimeProvider.System, NullLogger.Instance);
        Action<CancellationToken>[] services = from == DispatchSource.Commands ? [detect.Run, converge.Run, dispatch.Run] : [detect.Run, dispatch.Run];
        _services = [.. services.Select(service => Task.Factory.StartNew(() => service(_stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>What is written on the way to the webhook, in this order.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["alarm", "signal", "request", "command", "delivery"];

    /// <summary>In milliseconds, ascending, without those to warm up.</summary>
    public double[] Latencies()
    {
        Produce();
        var begin = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _left) > 0)
        {
            if (Array.Find(_services, service => service.IsFaulted)?.Exception is { } failure)
            {
                throw new StageFailureException("a service has failed", failure);
            }

            if (Stopwatch.GetElapsedTime(begin) > _patience)
            {
                throw new StageFailureException($"{_left} alarms didn't arrive");
            }

            Thread.Sleep(10);
        }

        return [.. Enumerable.Range(WarmUp, Probes).Select(probe => Stopwatch.GetElapsedTime(_sent[probe], _arrived[probe]).TotalMilliseconds).Order()];
    }

    /// <summary>How long after its sample the median record of each step was handed to a producer; null for a step that wasn't taken.</summary>
    public double?[] StepsMs() =>
    [
        Median(_topics.Names.Alarms, record => AlarmMessage.Parser.ParseFrom(record.Value)),
        Median(_topics.Names.Actions, record => ActionRecord.Parser.ParseFrom(record.Value).Signal?.Alarm),
        Median(_topics.Names.Actions, record => ActionRecord.Parser.ParseFrom(record.Value).Request?.Alarm),
        Median(_topics.Names.Commands, record => ActionCommand.Parser.ParseFrom(record.Value).RunPackage?.Alarm),
        Median(_topics.Names.Deliveries, record => DeliveryRecord.Parser.ParseFrom(record.Value).Delivery?.Alarm),
    ];

    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAll(_services);
        _servers.Dispose();
        _topics.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void Produce()
    {
        using var writer = new TopicWriter(_client);
        var begin = Stopwatch.GetTimestamp();
        for (var probe = 0; probe < _sent.Length; probe++)
        {
            while (Stopwatch.GetElapsedTime(begin).TotalSeconds * ProbesPerSecond < probe)
            {
                Thread.Sleep(1);
            }

            var id = probe.ToString(CultureInfo.InvariantCulture);
            var record = new MetricRecord { Sample = new Sample { Metric = Metric, Entity = new Entity { Scope = Scope.Service, Id0 = id, Name = id }, Integer = 20 } };
            _sentMs[probe] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            Volatile.Write(ref _sent[probe], Stopwatch.GetTimestamp());
            writer.Write(new OutputRecord(_topics.Names.Metrics, EntityKey.Of(id, ""), record.ToByteArray()));
        }
    }

    private Task ArrivedAsync(string path, byte[] body)
    {
        var now = Stopwatch.GetTimestamp();
        using var alarms = JsonDocument.Parse(body);
        foreach (var alarm in alarms.RootElement.EnumerateArray())
        {
            var probe = int.Parse(alarm.GetProperty("id0").GetString()!, CultureInfo.InvariantCulture);
            if (Interlocked.CompareExchange(ref _arrived[probe], now, 0) == 0)
            {
                Interlocked.Decrement(ref _left);
            }
        }

        return Task.CompletedTask;
    }

    private double? Median(string topic, Func<InputRecord, AlarmMessage?> alarmOf)
    {
        var delays = new List<double>();
        using var reader = new CatchUpReader(_client, topic);
        reader.ReadOn(record =>
        {
            if (alarmOf(record) is { } alarm && int.Parse(alarm.Id0, CultureInfo.InvariantCulture) is >= WarmUp and var probe)
            {
                delays.Add(record.TimestampMs - _sentMs[probe]);
            }
        });
        return delays.Count == 0 ? null : Timings.Median(delays);
    }
}
