using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector when OpenTelemetry's own environment variables name one. Otherwise nothing of
/// OpenTelemetry is even loaded.
/// </summary>
internal static class OtlpExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <param name="serviceName">What the collector calls this process, unless OTEL_SERVICE_NAME says otherwise.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>To be disposed at the end, which sends what is left; null if there is nothing to do.</returns>
    /// <exception cref="StageFailureException">An address makes no sense.</exception>
    public static IDisposable? Start(string serviceName, Func<string, string?> environment)
    {
        if (string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var hasAny = IsAddress(Endpoint, environment);
        var metrics = (IsAddress(MetricsEndpoint, environment) || hasAny) && environment("OTEL_METRICS_EXPORTER") != "none";
        var traces = (IsAddress(TracesEndpoint, environment) || hasAny) && environment("OTEL_TRACES_EXPORTER") != "none";
        var name = string.IsNullOrEmpty(environment("OTEL_SERVICE_NAME")) ? serviceName : null;
        return metrics || traces ? new OtlpProviders(name, metrics, traces) : null;
    }

    private static bool IsAddress(string variable, Func<string, string?> environment) => environment(variable) switch
    {
        null or "" => false,
        var value when Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => true,
        _ => throw new StageFailureException($"{variable} isn't an address: expected http://HOST:PORT or https://HOST:PORT"),
    };
}
