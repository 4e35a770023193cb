namespace Tocsin.Engine.Rules.Reading;

/// <summary>What kind of entity a metric belongs to, as far as SkyWalking's names tell.</summary>
internal static class MetricScope
{
    /// <summary>The longest prefix that fits decides. Databases are services.</summary>
    private static readonly (string Prefix, string Scope)[] _prefixes =
    [
        ("service_instance_relation_", "SERVICE_INSTANCE_RELATION"),
        ("service_relation_", "SERVICE_RELATION"),
        ("endpoint_relation_", "ENDPOINT_RELATION"),
        ("service_instance_", "SERVICE_INSTANCE"),
        ("instance_", "SERVICE_INSTANCE"),
        ("endpoint_", "ENDPOINT"),
        ("database_", "SERVICE"),
        ("service_", "SERVICE"),
    ];

    /// <summary>Null if the name doesn't tell.</summary>
    public static string? Of(string metric) =>
        _prefixes.FirstOrDefault(known => metric.StartsWith(known.Prefix, StringComparison.Ordinal)).Scope;
}
