using System.Globalization;

namespace Tocsin.Cli;

/// <summary>How long something took or came after something else, as people say it.</summary>
internal static class Elapsed
{
    private const long MsPerSecond = 1_000;
    private const long MsPerMinute = 60_000;
    private const long MsPerHour = 3_600_000;
    private const long MsPerDay = 86_400_000;

    /// <summary>"12 ms", "3.5 s", "12 min 5 s", "2 h 5 min", "3 d 4 h".</summary>
    public static string Text(long ms) =>
        ms < 0 ? $"-{Text(-ms)}"
        : ms < MsPerSecond ? $"{ms} ms"
        : ms < MsPerMinute ? string.Create(CultureInfo.InvariantCulture, $"{ms / (double)MsPerSecond:0.#} s")
        : ms < MsPerHour ? Two(ms, MsPerMinute, "min", MsPerSecond, "s")
        : ms < MsPerDay ? Two(ms, MsPerHour, "h", MsPerMinute, "min")
        : Two(ms, MsPerDay, "d", MsPerHour, "h");

    /// <summary>"+3.5 s" for what came after, "-2 min 10 s" for what came before.</summary>
    public static string Since(long fromMs, long timeMs) => timeMs < fromMs ? Text(timeMs - fromMs) : $"+{Text(timeMs - fromMs)}";

    private static string Two(long ms, long large, string largeName, long small, string smallName) =>
        ms % large < small ? $"{ms / large} {largeName}" : $"{ms / large} {largeName} {ms % large / small} {smallName}";
}
