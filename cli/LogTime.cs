using System.Globalization;

namespace Tocsin.Cli;

/// <summary>The log's time in UTC, as rules see it.</summary>
internal static class LogTime
{
    public const int Width = 19;
    private static readonly long _firstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long _lastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>A time of no calendar, as a client may have given it to a record, is shown as the nearest there is.</summary>
    public static string Text(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, _firstMs, _lastMs)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
