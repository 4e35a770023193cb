using System.Text.RegularExpressions;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>The cases that DIFFERENCES.md lists, with their reasons: a line "- `name`: reason" each.</summary>
internal static partial class KnownDifferences
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } =
        Parse(File.ReadAllLines(Path.Combine(VectorFolder.OwnFolder, "DIFFERENCES.md")));

    internal static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var reasons = new Dictionary<string, string>();
        foreach (var line in lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal)))
        {
            var entry = Entry().Match(line);
            if (!entry.Success)
            {
                throw new InvalidDataException($"DIFFERENCES.md: expected \"- `name`: reason\", found \"{line}\"");
            }

            reasons.Add(entry.Groups["name"].Value, entry.Groups["reason"].Value);
        }

        return reasons;
    }

    [GeneratedRegex("^- `(?<name>[^`]+)`: (?<reason>.+)$")]
    private static partial Regex Entry();
}
