using System.Net;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public sealed class HealthServerTests : IDisposable
{
    private readonly FixedTime _time = new();
    private readonly StageMetrics _metrics = new("detect");
    private readonly StageHealth _health;
    private readonly ProcessTelemetry _telemetry;
    private readonly HttpClient _client = new();

    public HealthServerTests()
    {
        _health = new StageHealth("detect", _time);
        _telemetry = new ProcessTelemetry("test", "127.0.0.1:0", _time, (_metrics, _health));
    }

    [Fact]
    public async Task Probes_AnswerAsTheStageIs()
    {
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Get("healthz/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "detect: no partitions assigned yet\n"), await Get("healthz/ready"));
        _health.SetAssigned([0]);
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Get("healthz/ready"));
        _time.Move(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Get("healthz/live")).Status);
    }

    [Fact]
    public async Task Metrics_AreServedInPrometheusFormat()
    {
        using var response = await _client.GetAsync(new Uri(_telemetry.Address!, "metrics"));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains(ExpositionParser.Parse(await response.Content.ReadAsStringAsync()), metric => metric.Name == "tocsin_commits_total");
    }

    [Fact]
    public async Task Root_ListsWhatThereIs_AndElsewhereIsNothing()
    {
        Assert.Equal((HttpStatusCode.OK, "/metrics\n/healthz/live\n/healthz/ready\n"), await Get(""));
        Assert.Equal(HttpStatusCode.NotFound, (await Get("nothing")).Status);
        using var posted = await _client.PostAsync(new Uri(_telemetry.Address!, "metrics"), new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(_telemetry.Address!, "metrics")));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public void Port_InUse_IsOneClearLine()
    {
        var taken = $"127.0.0.1:{_telemetry.Address!.Port}";

        var failure = Assert.Throws<StageFailureException>(() => new ProcessTelemetry("test", taken, _time, (new StageMetrics("x"), _health)));

        Assert.StartsWith($"can't listen on {taken}: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--listen off", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Off_ListensNowhere()
    {
        using var telemetry = new ProcessTelemetry("test", "off", _time);

        Assert.Null(telemetry.Address);
    }

    [Theory]
    [InlineData("9464", "[::]:9464")]
    [InlineData("*:0", "[::]:0")]
    [InlineData("localhost:1", "127.0.0.1:1")]
    [InlineData("10.1.2.3:80", "10.1.2.3:80")]
    [InlineData("[::1]:80", "[::1]:80")]
    public void Address_InOrder_IsUnderstood(string text, string expected) => Assert.Equal(expected, ListenAddress.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("here")]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("::1:80")]
    [InlineData("127.0.0.1:")]
    public void Address_OutOfOrder_IsRefused(string text) => Assert.Throws<StageFailureException>(() => ListenAddress.Parse(text));

    public void Dispose()
    {
        _client.Dispose();
        _telemetry.Dispose();
    }

    private async Task<(HttpStatusCode Status, string Text)> Get(string path)
    {
        using var response = await _client.GetAsync(new Uri(_telemetry.Address!, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
