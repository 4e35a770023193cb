using Microsoft.Extensions.Logging;

namespace Tocsin.Converge.Matching;

/// <summary>What Converge tells its operator of policies, and of who is told where they name nobody.</summary>
internal static partial class PoliciesLog
{
    [LoggerMessage(301, LogLevel.Information, "policies {Version} of {Path}: {Policies} policies, {Shields} shields")]
    public static partial void Read(ILogger logger, string version, string path, int policies, int shields);

    [LoggerMessage(302, LogLevel.Warning, "{Problem}")]
    public static partial void Problem(ILogger logger, string problem);

    [LoggerMessage(303, LogLevel.Error, "{Path} has errors and is left aside; the policies in force stay so")]
    public static partial void Refused(ILogger logger, string path);

    [LoggerMessage(304, LogLevel.Error, "{Path} can't be read ({Reason}); the policies in force stay so")]
    public static partial void Unreadable(ILogger logger, string path, string reason);

    [LoggerMessage(305, LogLevel.Information, "no policies are given: every alarm is told to those the rules and Dispatch's settings name, at once")]
    public static partial void BuiltIn(ILogger logger);

    [LoggerMessage(311, LogLevel.Information, "{File}: {Hooks} hooks, {Routes} routes of Dispatch")]
    public static partial void DispatchRead(ILogger logger, string file, int hooks, int routes);

    [LoggerMessage(312, LogLevel.Warning, "{Problem}")]
    public static partial void DispatchProblem(ILogger logger, string problem);

    [LoggerMessage(313, LogLevel.Error, "{File} has errors and is left aside; the hooks and routes in force stay so")]
    public static partial void DispatchRefused(ILogger logger, string file);

    [LoggerMessage(314, LogLevel.Error, "{File} can't be read ({Reason}); the hooks and routes in force stay so")]
    public static partial void DispatchUnreadable(ILogger logger, string file, string reason);

    [LoggerMessage(315, LogLevel.Warning, "{File} isn't there yet; once it is, it is read")]
    public static partial void NoDispatchFile(ILogger logger, string file);

    [LoggerMessage(316, LogLevel.Information, "the hooks of rules {Version} are in force: {Hooks} hooks, with those of Dispatch's own file")]
    public static partial void HooksOfRules(ILogger logger, string version, int hooks);

    [LoggerMessage(317, LogLevel.Error, "{Reason}; what is in force stays so")]
    public static partial void Trouble(ILogger logger, string reason);

    [LoggerMessage(321, LogLevel.Information, "{Written} shields of {Path} are new, changed or gone; all partitions of the actions topic know them now")]
    public static partial void ShieldsPublished(ILogger logger, int written, string path);
}
