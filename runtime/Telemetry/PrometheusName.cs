namespace Tocsin.Runtime.Telemetry;

/// <summary>Names of instruments as Prometheus spells them, by OpenTelemetry's rules: unit and, for counters, "_total" at the end.</summary>
internal static class PrometheusName
{
    private static readonly Dictionary<string, string> _units = new()
    {
        ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds", ["By"] = "bytes",
    };

    /// <param name="name">The instrument's name, such as "tocsin.commit.duration".</param>
    /// <param name="unit">Its unit in UCUM's spelling; what stands in braces is a remark and left out.</param>
    /// <param name="isCounter">It only grows.</param>
    public static string Of(string name, string? unit, bool isCounter)
    {
        var result = Clean(name);
        if (unit is not null && _units.TryGetValue(unit, out var word))
        {
            result = Ending(result, word);
        }

        return isCounter ? Ending(result, "total") : result;
    }

    /// <summary>Letters, digits and underscores only, no digit first.</summary>
    public static string Clean(string name)
    {
        var result = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return result.Length > 0 && char.IsAsciiDigit(result[0]) ? $"_{result}" : result;
    }

    private static string Ending(string name, string word) => name.EndsWith($"_{word}", StringComparison.Ordinal) ? name : $"{name}_{word}";
}
