using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads the four keys that filter names, or the four that filter labels.</summary>
internal static class FilterReader
{
    public static NameFilter Read(Section section, string of)
    {
        var filter = new NameFilter
        {
            Include = Names(section, $"include-{of}"),
            Exclude = Names(section, $"exclude-{of}"),
            IncludeRegex = Pattern(section, $"include-{of}-regex"),
            ExcludeRegex = Pattern(section, $"exclude-{of}-regex"),
        };
        WarnIfNothingPasses(filter, section, of);
        return filter;
    }

    private static FrozenSet<string>? Names(Section section, string key)
    {
        var names = section.Texts(key);
        return names.IsEmpty ? null : names.Select(name => name.Text).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>As in SkyWalking an empty pattern is none.</summary>
    private static Regex? Pattern(Section section, string key)
    {
        if (section.Scalar(key) is not { Text.Length: > 0 } scalar)
        {
            return null;
        }

        var (pattern, code, message) = NamePattern.Compile(scalar.Text);
        if (pattern is null)
        {
            section.Problems.Error(scalar, code, $"'{key}': {message}");
        }

        return pattern;
    }

    private static void WarnIfNothingPasses(NameFilter filter, Section section, string of)
    {
        var nothingListed = filter.Include is { } include && !include.Any(filter.Passes);
        var nothingMatched = filter.ExcludeRegex?.ToString() is { } pattern
            && (pattern == filter.IncludeRegex?.ToString() || pattern is @"\A(?:.*)\z" or @"\A(?:.+)\z");
        if (nothingListed || nothingMatched)
        {
            var key = new[] { $"exclude-{of}", $"exclude-{of}-regex", $"include-{of}-regex" }.First(section.Has);
            section.Problems.Warn(section.At(key), "filter-passes-nothing", $"no name can pass the filters of {of}: the {section.What} never applies");
        }
    }
}
