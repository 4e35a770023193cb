using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads how a hook's messages are to be delivered.</summary>
internal static class DeliveryReader
{
    private const int LowestTimeoutMs = 100;
    private const int HighestTimeoutMs = 300_000;
    private const int LowestMaxAgeMs = 1_000;
    private const long HighestMaxAgeMs = 30L * 86_400_000;
    private const int MostAtOnce = 64;
    private const int MostPerMessage = 1_000;
    private const int MostLimits = 5;
    private const int MsPerSecond = 1_000;

    public static IReadOnlyCollection<string> Keys { get; } = ["timeout", "max-age", "pace", "at-once", "per-message"];

    public static DeliverySettings Read(Section section) => new()
    {
        TimeoutMs = (int?)Duration.Read(section, "timeout", LowestTimeoutMs, HighestTimeoutMs),
        MaxAgeMs = Duration.Read(section, "max-age", LowestMaxAgeMs, HighestMaxAgeMs),
        Pace = ReadPace(section),
        AtOnce = section.Whole("at-once", 1, MostAtOnce),
        PerMessage = section.Whole("per-message", 1, MostPerMessage),
    };

    private static Pace? ReadPace(Section section)
    {
        var written = section.Texts("pace");
        if (written.IsEmpty)
        {
            return null;
        }

        if (written.Length > MostLimits)
        {
            section.Problems.Error(section.At("pace"), "out-of-range", $"'pace' has at most {MostLimits} limits");
        }

        var limits = written.Select(one => Limit(one, section.Problems)).OfType<PaceLimit>().ToImmutableArray();
        return limits.Length == written.Length ? new Pace(limits) : null;
    }

    private static PaceLimit? Limit(YamlScalar written, Problems problems)
    {
        var slash = written.Text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !int.TryParse(written.Text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var messages)
            || Duration.TryParse(written.Text[(slash + 1)..]) is not { } perMs)
        {
            problems.Error(written, "bad-pace", $"'pace' is a number of messages and a time, such as 20/1m or 5/1s, not '{written.Text}'");
            return null;
        }

        if (messages is < 1 or > Pace.MostMessages || perMs is < 1 or > Pace.LongestMs)
        {
            problems.Error(written, "out-of-range",
                $"'pace' goes from 1 to {Pace.MostMessages} messages in at most {Pace.LongestMs / MsPerSecond}s, not {written.Text}");
            return null;
        }

        return new PaceLimit(messages, (int)perMs);
    }
}
