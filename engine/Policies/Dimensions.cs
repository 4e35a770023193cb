using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>
/// What requests may have in common to converge, and the value each of these has for one request; empty where it has none. Business is always
/// implied: it is part of every request.
/// </summary>
public static class Dimensions
{
    public const string Receiver = "receiver";
    public const string Signal = "signal";
    private const string AttributePrefix = "attribute.";
    private const string TagPrefix = "tag.";
    private static readonly ImmutableArray<string> _attributes = ["host", "module", "set", "rack", "switch", "idc", "process", "port"];

    /// <summary>Those that need no prefix.</summary>
    public static ImmutableArray<string> All { get; } =
        ["policy", "rule", .. _attributes, "target", "feature", "package", Signal, "level", Receiver];

    public static bool IsOne(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.Contains(name) || HasName(name, AttributePrefix) || HasName(name, TagPrefix);
    }

    /// <param name="name">Of the dimension.</param>
    /// <param name="alarm">The alarm.</param>
    /// <param name="match">The policy it matches, with its level.</param>
    /// <param name="call">What is asked for.</param>
    public static string ValueOf(string name, AlarmMessage alarm, PolicyMatch match, Call call)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(call);
        return name switch
        {
            "policy" => match.Policy,
            "rule" => alarm.RuleName,
            "target" => string.Join('|', new[] { alarm.Scope, alarm.Id0, alarm.Id1 }.Select(Escaped)),
            "feature" => Feature(alarm),
            "package" => call.Package,
            Signal => StateWord.Of(alarm.State),
            "level" => LevelWord.Of(match.Level),
            Receiver => call.Receiver,
            _ when HasName(name, TagPrefix) => Tag(alarm, name[TagPrefix.Length..]),
            _ => Attribute(alarm, HasName(name, AttributePrefix) ? name[AttributePrefix.Length..] : name),
        };
    }

    /// <summary>The kind of trouble, whichever rule notices it: the metrics that were observed; of an alarm without values its rule.</summary>
    private static string Feature(AlarmMessage alarm) => alarm.Values.Count == 0
        ? alarm.RuleName
        : string.Join(',', alarm.Values.Select(value => value.Metric).Distinct().Order(StringComparer.Ordinal));

    private static string Attribute(AlarmMessage alarm, string name) => alarm.Attributes.TryGetValue(name, out var value) ? value : "";

    private static string Tag(AlarmMessage alarm, string key) =>
        string.Join(',', (alarm.Tags?.Data ?? []).Where(tag => tag.Key == key).Select(tag => tag.Value));

    private static bool HasName(string name, string prefix) => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>No two entities look the same.</summary>
    private static string Escaped(string part) => part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
