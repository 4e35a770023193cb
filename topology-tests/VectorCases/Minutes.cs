using System.Globalization;
using System.Text.Json;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Minutes as the vectors write them: yyyyMMddHHmm, with or without seconds, as text or as a number.</summary>
internal static class Minutes
{
    private static readonly string[] _formats = ["yyyyMMddHHmm", "yyyyMMddHHmmss"];

    public static long StartMs(JsonElement time) => Of(time) * 60_000L;

    public static int Of(JsonElement time)
    {
        var text = time.ValueKind == JsonValueKind.String ? time.GetString() : time.GetRawText();
        var parsed = DateTimeOffset.ParseExact(
            text!, _formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return (int)(parsed.ToUnixTimeSeconds() / 60);
    }
}
