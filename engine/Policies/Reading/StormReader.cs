using Tocsin.Engine.Rules.Reading;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads when a policy stops asking for anything.</summary>
internal sealed class StormReader(ReceiverNames receivers)
{
    private const int HighestLimit = 10_000;
    private const int LongestWithinSeconds = 3_600;
    private const int LongestOpenSeconds = 86_400;
    private static readonly string[] _limits = ["limit", "source-limit", "package-limit"];
    private static readonly string[] _keys = [.. _limits, "within", "open", "notify"];

    /// <summary>Null: there is no such guard, or an error in it.</summary>
    public StormRule? Read(Section policy)
    {
        if (policy.Find("storm") is not { } value
            || Section.Open(policy.KeyOf("storm")!, value, "'storm'", _keys, policy.Problems) is not { } section)
        {
            return null;
        }

        if (!_limits.Any(section.Has))
        {
            section.Problems.Error(policy.KeyOf("storm")!, "missing-key", $"'storm' needs at least one of {string.Join(", ", _limits)}");
        }

        var limits = new StormLimits
        {
            Limit = Limit(section, "limit"),
            SourceLimit = Limit(section, "source-limit"),
            PackageLimit = Limit(section, "package-limit"),
            WithinSeconds = Spans.Seconds(section, "within", 1, LongestWithinSeconds) ?? 60,
            OpenSeconds = Spans.Seconds(section, "open", 1, LongestOpenSeconds) ?? 300,
        };
        return new StormRule(limits, [.. receivers.Read(section, "notify", isNeeded: false).Select(name => name.Text)]);
    }

    private static uint Limit(Section section, string key) => (uint)(section.Whole(key, 1, HighestLimit) ?? 0);
}
