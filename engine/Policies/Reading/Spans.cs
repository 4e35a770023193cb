using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Durations that are counted in whole minutes or seconds.</summary>
internal static class Spans
{
    public const int MinutesPerWeek = 10_080;
    private const long SecondMs = 1_000;
    private const long MinuteMs = 60_000;

    public static uint? Minutes(Section section, string key, int lowest, int highest) => Read(section, key, lowest, highest, MinuteMs, "minutes");

    public static uint? Seconds(Section section, string key, int lowest, int highest) => Read(section, key, lowest, highest, SecondMs, "seconds");

    private static uint? Read(Section section, string key, int lowest, int highest, long unitMs, string unit)
    {
        if (Duration.Read(section, key, lowest * unitMs, highest * unitMs) is not { } milliseconds)
        {
            return null;
        }

        if (milliseconds % unitMs == 0)
        {
            return (uint)(milliseconds / unitMs);
        }

        section.Problems.Error(section.At(key), "not-whole", $"'{key}' is counted in whole {unit}, '{section.Text(key)}' isn't");
        return null;
    }
}
