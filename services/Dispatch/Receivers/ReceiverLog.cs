using Microsoft.Extensions.Logging;

namespace Tocsin.Dispatch.Receivers;

/// <summary>What receivers tell their operator. Never a value of a hook.</summary>
internal static partial class ReceiverLog
{
    [LoggerMessage(251, LogLevel.Warning, "{Receiver}: failed repeatedly; nothing is sent to it for {BreakMs} ms, then one message tries again")]
    public static partial void CircuitOpened(ILogger logger, string receiver, long breakMs);

    [LoggerMessage(252, LogLevel.Information, "{Receiver}: takes messages again")]
    public static partial void CircuitClosed(ILogger logger, string receiver);

    [LoggerMessage(253, LogLevel.Error, "{Receiver}: nothing can be sent, {Problem}; its alarms wait")]
    public static partial void Broken(ILogger logger, string receiver, string problem);
}
