namespace Tocsin.Runtime.Telemetry;

/// <summary>What the process answers to a probe or scraper.</summary>
internal readonly record struct HealthAnswer(int Status, string Text, string ContentType = HealthAnswer.PlainText)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Listing = "/metrics\n/healthz/live\n/healthz/ready\n";

    public static HealthAnswer To(string method, string path, IReadOnlyList<StageHealth> stages, PrometheusText metrics) => path switch
    {
        _ when method is not ("GET" or "HEAD") => new(405, "GET only\n"),
        "/" => new(200, Listing),
        "/metrics" => new(200, metrics.Collect(), PrometheusText.ContentType),
        "/healthz/live" => Of(stages.Select(stage => stage.WhyNotLive())),
        "/healthz/ready" => Of(stages.Select(stage => stage.WhyNotReady())),
        _ => new(404, Listing),
    };

    private static HealthAnswer Of(IEnumerable<string?> reasons)
    {
        var text = string.Concat(reasons.OfType<string>().Select(reason => $"{reason}\n"));
        return text.Length == 0 ? new(200, "ok\n") : new(503, text);
    }
}
