namespace Tocsin.Integration.Rules;

/// <summary>Settings texts that differ in a threshold.</summary>
internal static class Settings
{
    public static string WithThreshold(int threshold) => $$"""
        rules:
          slow_rule: {metrics-name: m, op: ">", threshold: {{threshold}}, message: "{name} is slow"}
        """;
}
