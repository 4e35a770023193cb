using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>How a service's log lines look: for people, or one JSON object each for collectors.</summary>
public static class LogFormat
{
    public const string Text = "text";

    public const string Json = "json";

    /// <exception cref="StageFailureException">There is no such format.</exception>
    public static ILoggerFactory CreateLoggers(string format) => format switch
    {
        Text => LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true)),
        Json => LoggerFactory.Create(builder => builder.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        })),
        _ => throw new StageFailureException($"'{format}' isn't a log format: expected {Text} or {Json}"),
    };
}
