using System.Globalization;

namespace Tocsin.Cli;

/// <summary>The log's time in UTC, as programs read it.</summary>
internal static class IsoTime
{
    public static string Text(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null for what hasn't happened.</summary>
    public static string? TextOrNull(long timeMs) => timeMs > 0 ? Text(timeMs) : null;
}
