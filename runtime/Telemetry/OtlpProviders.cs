using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tocsin.Runtime.Telemetry;

/// <summary>OpenTelemetry's exporters. Apart from <see cref="OtlpExport"/>, so that its assemblies are loaded only where they are used.</summary>
internal sealed class OtlpProviders : IDisposable
{
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    /// <param name="serviceName">Null leaves it to the environment.</param>
    /// <param name="metrics">Whether to send metrics.</param>
    /// <param name="traces">Whether to send traces.</param>
    public OtlpProviders(string? serviceName, bool metrics, bool traces)
    {
        if (metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => Describe(resource, serviceName))
                .AddMeter(TocsinMeter.Name, PrometheusText.ProcessMeter)
                .AddOtlpExporter()
                .Build();
        }

        if (traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => Describe(resource, serviceName))
                .AddSource(TocsinMeter.Name)
                .AddOtlpExporter()
                .Build();
        }
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Describe(ResourceBuilder resource, string? serviceName)
    {
        if (serviceName is not null)
        {
            resource.AddService(serviceName, serviceNamespace: "tocsin", serviceVersion: typeof(OtlpProviders).Assembly.GetName().Version?.ToString(fieldCount: 3));
        }
    }
}
