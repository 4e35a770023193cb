using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Compares with what vectors expect, in which a text such as &lt;unix seconds, number&gt; stands for values that differ from run to run.</summary>
internal static partial class VectorPattern
{
    /// <summary>Objects need the same members, in any order.</summary>
    public static bool Matches(JsonElement expected, JsonElement actual) => expected.ValueKind switch
    {
        JsonValueKind.Object => actual.ValueKind == JsonValueKind.Object
            && expected.EnumerateObject().Count() == actual.EnumerateObject().Count()
            && expected.EnumerateObject().All(member => actual.TryGetProperty(member.Name, out var value) && Matches(member.Value, value)),
        JsonValueKind.Array => actual.ValueKind == JsonValueKind.Array
            && expected.GetArrayLength() == actual.GetArrayLength()
            && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Matches(pair.First, pair.Second)),
        JsonValueKind.String when Placeholder().IsMatch(expected.GetString()!) => IsAny(expected.GetString()!, actual),
        _ => JsonElement.DeepEquals(expected, actual),
    };

    /// <summary>A pattern is a regular expression but for its placeholders.</summary>
    public static bool MatchesUrl(string pattern, string url) => Regex.IsMatch(
        url, $"^{pattern.Replace("<ms>", "[0-9]{13}", StringComparison.Ordinal).Replace("<url-encoded base64>", "[A-Za-z0-9]+(%2B|%2F|%3D|[A-Za-z0-9])*", StringComparison.Ordinal)}$");

    private static bool IsAny(string placeholder, JsonElement actual) => placeholder switch
    {
        "<random UUID>" => actual.ValueKind == JsonValueKind.String,
        "<unix seconds, number>" => actual.ValueKind == JsonValueKind.Number && actual.TryGetInt64(out _),
        "<base64>" => actual.ValueKind == JsonValueKind.String && actual.TryGetBytesFromBase64(out _),
        _ => throw new InvalidDataException($"\"{placeholder}\" is not understood"),
    };

    [GeneratedRegex("^<[a-zA-Z0-9 ,]+>$")]
    private static partial Regex Placeholder();
}
