using System.Text;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Integration.Telemetry;

/// <summary>Environment variables belong to the whole process, so these tests run one after the other.</summary>
[Collection("Environment")]
public class OtlpExportTests
{
    [Fact]
    public async Task AlarmWritten_ReachesTheCollectorAsTheSpanItsHeadersName()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        var stage = new StageMetrics("detect");
        var cause = new InputRecord("metrics", 0, 7, 5, null, [1], [new Header("traceparent", Encoding.UTF8.GetBytes("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))]);
        var span = AlarmSpan.Of(cause, "alarm-id")!;
        using (new ProcessTelemetry("test", ListenAddress.Off, TimeProvider.System, (stage, new StageHealth("detect", TimeProvider.System))))
        {
            stage.Written(new OutputRecord("alarms", null, [1], span.ToHeaders()) { Telemetry = OutputTelemetry.OfAlarm(cause, AlarmTransition.Firing, span) });
        }

        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);

        var received = Assert.Single(collector.Spans);
        Assert.Equal(new OtlpReceiver.Span("4bf92f3577b34da6a3ce929d0e0e4736", span.Context.SpanId.ToHexString(), "00f067aa0ba902b7", "send alarms"), received);
        Assert.Contains("tocsin.end_to_end.duration", collector.Metrics.Keys);
    }

    [Fact]
    public void Endpoint_ThatIsNoAddress_IsOneClearLine()
    {
        var failure = Assert.Throws<StageFailureException>(() => OtlpExport.Start("test", name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "collector:4317" : null));

        Assert.StartsWith("OTEL_EXPORTER_OTLP_ENDPOINT isn't an address", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    public void Export_NotAskedFor_DoesNothing(string variable, string value)
    {
        Assert.Null(OtlpExport.Start("test", name => name == variable ? value : name == "OTEL_EXPORTER_OTLP_ENDPOINT" && variable != name ? "http://localhost:4318" : null));
    }
}
