using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Engine.Rules;

/// <summary>Short hashes that are equal for equal meaning, on every machine and in every version.</summary>
internal static class Fingerprint
{
    private const int VersionLength = 12;
    private const int RuleLength = 16;

    /// <summary>The version of a settings text; how its lines end doesn't matter.</summary>
    public static string OfText(string text) =>
        Hash(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))[..VersionLength];

    /// <summary>What the windows of a rule are made of, and its name. The order of names in a filter doesn't matter.</summary>
    public static string OfRule(string name, RuleCondition condition) => Of("rule", name, OfCondition(condition));

    /// <summary>The same without the name: equal for two rules that watch for the same thing.</summary>
    public static string OfCondition(RuleCondition condition) => Of(
    [
        condition.Metric,
        condition.Op.ToString(),
        string.Join(',', condition.Thresholds.Select(threshold => threshold?.Text ?? "-")),
        condition.PeriodMinutes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        condition.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        .. OfFilter(condition.Names),
        .. OfFilter(condition.Labels),
    ]);

    public static string OfComposite(string name, string expression) => Of("composite", name, expression);

    private static ImmutableArray<string> OfFilter(NameFilter filter) =>
    [
        OfNames(filter.Include),
        OfNames(filter.Exclude),
        filter.IncludeRegex?.ToString() ?? "",
        filter.ExcludeRegex?.ToString() ?? "",
    ];

    private static string OfNames(IReadOnlySet<string>? names) =>
        names is null ? "" : Of([.. names.Order(StringComparer.Ordinal)]);

    /// <summary>Each part goes in with its length, so that no two lists of parts read the same.</summary>
    private static string Of(params string[] parts) =>
        Hash(string.Concat(parts.Select(part => $"{part.Length}:{part};")))[..RuleLength];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
