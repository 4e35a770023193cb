using System.Globalization;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Auditing;

/// <summary>What a rule asks for, in words.</summary>
internal static class ConditionText
{
    /// <summary>"resp_time > 1000 in 2 of 3 minutes".</summary>
    public static string Of(Rule rule)
    {
        var thresholds = string.Join(", ", rule.Thresholds.Select(threshold => threshold?.Text ?? "-"));
        return string.Create(CultureInfo.InvariantCulture, $"{rule.Metric} {Symbol(rule.Op)} {thresholds} in {rule.Count} of {rule.PeriodMinutes} minutes");
    }

    private static string Symbol(Comparison op) => op switch
    {
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "==",
        _ => "!=",
    };
}
