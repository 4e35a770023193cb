using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>All that a process shows of itself while it lives: the meter, its export, and the server for probes and scrapers.</summary>
public sealed class ProcessTelemetry : IDisposable
{
    private readonly TocsinMeter _meter;
    private readonly IDisposable? _export;
    private readonly PrometheusText? _text;
    private readonly HealthServer? _server;

    /// <param name="serviceName">What an OpenTelemetry collector calls this process.</param>
    /// <param name="listen">Of <see cref="ListenAddress"/>.</param>
    /// <param name="time">The wall clock.</param>
    /// <param name="stages">The stages that run in this process, each with its health.</param>
    /// <exception cref="StageFailureException">The address can't be listened on, or that of the collector makes no sense.</exception>
    public ProcessTelemetry(string serviceName, string listen, TimeProvider time, params IReadOnlyList<(StageMetrics Metrics, StageHealth Health)> stages)
    {
        var address = ListenAddress.Parse(listen);
        _meter = new TocsinMeter(time);
        try
        {
            foreach (var (metrics, _) in stages)
            {
                _meter.Add(metrics);
            }

            _export = OtlpExport.Start(serviceName, Environment.GetEnvironmentVariable);
            if (address is not null)
            {
                _text = new PrometheusText(_meter);
                _server = HealthServer.Start(address, [.. stages.Select(stage => stage.Health)], _text);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where probes and scrapers reach the process; null if it doesn't listen.</summary>
    public Uri? Address => _server?.Address;

    /// <summary>Ends the server and sends to the collector what is left.</summary>
    public void Dispose()
    {
        _server?.Dispose();
        _text?.Dispose();
        _export?.Dispose();
        _meter.Dispose();
    }
}
