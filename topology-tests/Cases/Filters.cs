using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Cases;

/// <summary>The filters that random rules choose from. Their regexes are compiled once.</summary>
internal static class Filters
{
    public static ImmutableArray<WrittenFilter> Names { get; } =
    [
        Write(include: ["svc-a", "svc-b", "id-c"]),
        Write(exclude: ["svc-a"]),
        Write(includePattern: "svc-.*"),
        Write(excludePattern: "(svc-b|.* to .*)"),
        Write(include: ["svc-a", "svc-b"], excludePattern: "svc-b"),
        Write(includePattern: "svc"),
    ];

    public static ImmutableArray<WrittenFilter> Labels { get; } =
    [
        Write(include: ["p50", "p99"]),
        Write(exclude: ["p50"]),
        Write(includePattern: "p9\\d"),
        Write(excludePattern: "p.*"),
    ];

    public static WrittenFilter? Find(NameFilter filter) =>
        Names.Concat(Labels).FirstOrDefault(written => ReferenceEquals(written.Filter, filter));

    private static WrittenFilter Write(string[]? include = null, string[]? exclude = null, string? includePattern = null, string? excludePattern = null)
    {
        var filter = new NameFilter
        {
            Include = include?.ToFrozenSet(),
            Exclude = exclude?.ToFrozenSet(),
            IncludeRegex = Compile(includePattern),
            ExcludeRegex = Compile(excludePattern),
        };
        (string, string?)[] lines =
        [
            ("include-{0}", include is null ? null : $"[{string.Join(", ", include)}]"),
            ("exclude-{0}", exclude is null ? null : $"[{string.Join(", ", exclude)}]"),
            ("include-{0}-regex", includePattern is null ? null : $"'{includePattern}'"),
            ("exclude-{0}-regex", excludePattern is null ? null : $"'{excludePattern}'"),
        ];
        return new(filter, [.. lines.Where(line => line.Item2 is not null).Select(line => (line.Item1, line.Item2!))]);
    }

    private static Regex? Compile(string? pattern) =>
        pattern is null ? null : new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
