using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.V1;

namespace Tocsin.Integration.Telemetry;

[Collection("Environment")]
public sealed class DetectTelemetryTests : IDisposable
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Rules = "rules:\n  slow_rule: {metrics-name: latency, op: \">\", threshold: 10, period: 1, count: 1, evaluate: on-arrival}\n";
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly string _rules = Path.GetTempFileName();
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly Topics _topics = new();
    private readonly HttpClient _http = new();

    public DetectTelemetryTests()
    {
        File.WriteAllText(_rules, Rules);
        foreach (var topic in new[] { _topics.Metrics, _topics.Alarms, _topics.State("detect"), _topics.Rules, _topics.DeadLetters })
        {
            _broker.CreateTopic(topic, partitions: 1);
        }
    }

    [Fact]
    public async Task Sample_WithATrace_HandsItOnToItsAlarmAndShowsInMetrics()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var detect = Start("0", collector.Address);
        var address = await AddressAsync(detect);
        await ReadyAsync(address);
        await ProduceAsync();

        var alarm = Alarm();
        var headers = alarm.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));
        Assert.Matches($"^00-{TraceId}-[0-9a-f]{{16}}-01$", headers["traceparent"]);
        Assert.NotEqual("00f067aa0ba902b7", headers["traceparent"].Split('-')[2]);
        Assert.Equal("vendor=1", headers["tracestate"]);

        Assert.Equal("ok\n", await _http.GetStringAsync(new Uri(address, "healthz/live")));
        await UntilAsync(() => !collector.Spans.IsEmpty && collector.Metrics.ContainsKey("tocsin.samples.received") && collector.Metrics.ContainsKey("dotnet.process.cpu.time"));
        Assert.Equal(new OtlpReceiver.Span(TraceId, headers["traceparent"].Split('-')[2], "00f067aa0ba902b7", $"send {_topics.Alarms}"), Assert.Single(collector.Spans));
        var metrics = await _http.GetStringAsync(new Uri(address, "metrics"));
        Assert.Contains("tocsin_samples_received_total{stage=\"detect\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("tocsin_alarms_written_total{stage=\"detect\",transition=\"firing\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("tocsin_end_to_end_duration_seconds_count{stage=\"detect\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.True(!OperatingSystem.IsLinux() || LoadsOpenTelemetry(detect));
    }

    [Fact]
    public async Task NoCollector_NothingOfOpenTelemetryIsLoaded()
    {
        using var detect = Start("0", collector: null);
        await AddressAsync(detect);

        Assert.False(OperatingSystem.IsLinux() && LoadsOpenTelemetry(detect));
    }

    [Fact]
    public async Task Port_InUse_IsOneLineAndANonZeroExit()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        using var detect = Start($"{taken.LocalEndpoint}", collector: null);

        Assert.Equal(1, await detect.ExitCodeAsync(_patience.Token));
        Assert.StartsWith($"can't listen on {taken.LocalEndpoint}: ", Assert.Single(detect.Lines), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _broker.Dispose();
        _http.Dispose();
        _patience.Dispose();
        File.Delete(_rules);
    }

    private static bool LoadsOpenTelemetry(DetectProcess detect) =>
        File.ReadAllText($"/proc/{detect.Id}/maps").Contains("OpenTelemetry", StringComparison.Ordinal);

    private DetectProcess Start(string listen, string? collector)
    {
        var environment = new Dictionary<string, string>();
        if (collector is not null)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
            environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
            environment["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        }

        return DetectProcess.Start(environment, "--bootstrap", _broker.BootstrapServers, "--rules", _rules, "--listen", listen, "--log-format", "json");
    }

    private async Task ProduceAsync()
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = _broker.BootstrapServers }).Build();
        var sample = new Sample { Metric = "latency", Integer = 99, Entity = new Entity { Scope = Scope.Service, Id0 = "checkout", Name = "checkout" } };
        await producer.ProduceAsync(_topics.Metrics, new Message<byte[], byte[]>
        {
            Key = "checkout"u8.ToArray(),
            Value = new MetricRecord { Sample = sample }.ToByteArray(),
            Headers = [new Header("traceparent", Encoding.UTF8.GetBytes($"00-{TraceId}-00f067aa0ba902b7-01")), new Header("tracestate", "vendor=1"u8.ToArray())],
        });
    }

    private ConsumeResult<byte[], byte[]> Alarm()
    {
        var config = new ConsumerConfig { BootstrapServers = _broker.BootstrapServers, GroupId = "test", AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Assign(new TopicPartitionOffset(_topics.Alarms, 0, Offset.Beginning));
        return consumer.Consume(_patience.Token);
    }

    /// <summary>Where the process says it listens, in a log line that is a JSON object.</summary>
    private async Task<Uri> AddressAsync(DetectProcess detect)
    {
        Uri? address = null;
        await UntilAsync(() => (address = detect.Lines.Select(AddressIn).FirstOrDefault(each => each is not null)) is not null);
        return new UriBuilder(address!) { Host = "127.0.0.1" }.Uri;
    }

    private static Uri? AddressIn(string line)
    {
        var entry = JsonDocument.Parse(line).RootElement;
        return entry.GetProperty("EventId").GetInt32() == 51 ? new Uri(entry.GetProperty("State").GetProperty("Address").GetString()!) : null;
    }

    private async Task ReadyAsync(Uri address)
    {
        while (!(await _http.GetAsync(new Uri(address, "healthz/ready"), _patience.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(50, _patience.Token);
        }
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(50, _patience.Token);
        }
    }
}
