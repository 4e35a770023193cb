using Microsoft.Extensions.Logging;

namespace Tocsin.Runtime.Telemetry;

/// <summary>What a process tells of where it shows itself.</summary>
public static partial class TelemetryLog
{
    [LoggerMessage(51, LogLevel.Information, "metrics and health at {Address}")]
    public static partial void Listening(ILogger logger, Uri address);
}
