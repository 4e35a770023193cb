using Tocsin.Engine.Rules;

namespace Tocsin.Detect.Rules;

/// <summary>What an apply did.</summary>
/// <param name="Read">The rule set, or the errors for which nothing was written.</param>
/// <param name="WasActive">The version was the active one before.</param>
/// <param name="AddedPartitions">Partitions of the metrics topic that were heard of for the first time.</param>
/// <param name="Activated">Partitions that got an activation marker.</param>
public sealed record AppliedRules(ReadSettings Read, bool WasActive, IReadOnlyList<int> AddedPartitions, IReadOnlyList<int> Activated)
{
    /// <summary>False: errors, nothing was written.</summary>
    public bool IsApplied => Read.RuleSet is not null;

    internal static AppliedRules Refused(ReadSettings read) => new(read, WasActive: false, [], []);
}
