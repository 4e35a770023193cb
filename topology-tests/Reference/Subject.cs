using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Reference;

/// <summary>What an alarm says about its rule or composite rule, whatever the entity.</summary>
internal sealed record Subject(string Name, Announcement Announcement, uint PeriodMinutes, uint Count, string Threshold)
{
    public static Subject Of(Rule rule) =>
        new(rule.Name, rule.Announcement, (uint)rule.PeriodMinutes, (uint)rule.Count, rule.Thresholds is [{ } only] ? only.Text : "");

    public static Subject Of(CompositeRule composite, Rule firstPart) =>
        new(composite.Name, composite.Announcement, (uint)firstPart.PeriodMinutes, 0, "");
}
