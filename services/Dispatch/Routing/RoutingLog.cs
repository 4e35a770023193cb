using Microsoft.Extensions.Logging;

namespace Tocsin.Dispatch.Routing;

/// <summary>What Dispatch tells its operator of settings and routes.</summary>
internal static partial class RoutingLog
{
    [LoggerMessage(271, LogLevel.Information, "{File}: {Hooks} hooks, {Routes} routes")]
    public static partial void FileRead(ILogger logger, string file, int hooks, int routes);

    [LoggerMessage(272, LogLevel.Warning, "{Problem}")]
    public static partial void FileProblem(ILogger logger, string problem);

    [LoggerMessage(273, LogLevel.Error, "{File} has errors and is left aside; the settings in force stay so")]
    public static partial void FileRefused(ILogger logger, string file);

    [LoggerMessage(274, LogLevel.Error, "{File} can't be read ({Reason}); the settings in force stay so")]
    public static partial void FileUnreadable(ILogger logger, string file, string reason);

    [LoggerMessage(275, LogLevel.Warning, "{File} isn't there yet; once it is, it is read")]
    public static partial void NoFile(ILogger logger, string file);

    [LoggerMessage(276, LogLevel.Information, "the hooks of rules {Version} are in force: {Hooks} hooks, with those of Dispatch's own file")]
    public static partial void HooksOfRules(ILogger logger, string version, int hooks);

    [LoggerMessage(277, LogLevel.Error, "{Reason}; the hooks in force stay so")]
    public static partial void RulesUnreadable(ILogger logger, string reason);

    [LoggerMessage(278, LogLevel.Warning, "no hooks: neither were rules with hooks applied, nor does Dispatch's own file have any; until then nobody is told of any alarm")]
    public static partial void NoHooks(ILogger logger);
}
