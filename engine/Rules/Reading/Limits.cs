namespace Tocsin.Engine.Rules.Reading;

/// <summary>How large the numbers and lists of a settings file may be.</summary>
internal static class Limits
{
    public const int MaxFileBytes = 10_000_000;

    /// <summary>A week.</summary>
    public const int MaxPeriodMinutes = 7 * 24 * 60;

    /// <summary>A year of silence or of observed recovery.</summary>
    public const int MaxChecks = 366 * 24 * 60;

    /// <summary>Positions of a metric with several values.</summary>
    public const int MaxThresholds = 100;
}
