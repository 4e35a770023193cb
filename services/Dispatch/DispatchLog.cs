using Microsoft.Extensions.Logging;

namespace Tocsin.Dispatch;

/// <summary>What Dispatch tells its operator.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(201, LogLevel.Warning, "{Receiver}: {Alarms} alarms, first {Rule} of {Entity}, not delivered ({Reason}{Detail}); next attempt in {WaitMs} ms")]
    public static partial void Failed(ILogger logger, string receiver, int alarms, string rule, string entity, string reason, string detail, long waitMs);

    [LoggerMessage(202, LogLevel.Error, "{Receiver}: {Alarms} alarms, first {Rule} of {Entity}, given up ({Reason}{Detail}); they are in the dead letters")]
    public static partial void GivenUp(ILogger logger, string receiver, int alarms, string rule, string entity, string reason, string detail);

    [LoggerMessage(203, LogLevel.Warning, "{Receiver} refuses a message of {Alarms} alarms ({Reason}{Detail}); they are tried in two halves")]
    public static partial void Split(ILogger logger, string receiver, int alarms, string reason, string detail);

    [LoggerMessage(204, LogLevel.Warning, "{Receiver}: {Rule} of {Entity}: {Warning}")]
    public static partial void Warned(ILogger logger, string receiver, string rule, string entity, string warning);

    [LoggerMessage(205, LogLevel.Error, "{Receiver}: {Lost} deliveries that waited are gone from the log; its retention is shorter than they had to wait")]
    public static partial void Lost(ILogger logger, string receiver, long lost);

    [LoggerMessage(206, LogLevel.Warning, "{Receiver}: the deliveries that wait in the log can't be read now ({Reason})")]
    public static partial void NotRead(ILogger logger, string receiver, string reason);
}
