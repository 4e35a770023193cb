using Microsoft.Extensions.Logging;

namespace Tocsin.Detect;

/// <summary>What Detect tells its operator.</summary>
internal static partial class DetectLog
{
    [LoggerMessage(101, LogLevel.Information, "rules {Version} of {File}: {Rules} rules, {Composites} composite rules")]
    public static partial void RulesRead(ILogger logger, string version, string file, int rules, int composites);

    [LoggerMessage(102, LogLevel.Warning, "{Problem}")]
    public static partial void RulesProblem(ILogger logger, string problem);

    [LoggerMessage(103, LogLevel.Error, "{File} has errors and is not applied; the rules in force stay so")]
    public static partial void RulesRefused(ILogger logger, string file);

    [LoggerMessage(104, LogLevel.Error, "{File} can't be read ({Reason}); the rules in force stay so")]
    public static partial void RulesUnreadable(ILogger logger, string file, string reason);

    [LoggerMessage(105, LogLevel.Information, "rules {Version} are active; {Partitions} partitions switch to them")]
    public static partial void RulesApplied(ILogger logger, string version, int partitions);
}
