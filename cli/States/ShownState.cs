using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.V1;

namespace Tocsin.Cli.States;

/// <summary>What was found of a rule and entity, and where it was looked for.</summary>
/// <param name="Rule">As asked for.</param>
/// <param name="Entity">As asked for.</param>
/// <param name="Topic">Of the states.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Searched">All partitions.</param>
/// <param name="Found">What there is to show, or the entities there are to choose from, each with its partition.</param>
internal sealed record ShownState(string Rule, string Entity, string Topic, StateOutcome Outcome, IReadOnlyList<SavedPartition> Searched, IReadOnlyList<(SavedPartition Partition, KeptEntity Entity)> Found)
{
    public static ShownState Of(IReadOnlyList<SavedPartition> searched, string topic, string rule, string entity, Scope? scope)
    {
        var known = searched.SelectMany(partition => partition.Found.Select(each => (partition, each)))
            .Where(found => scope is null || found.each.Scope == (int)scope)
            .ToList();
        var withState = known.Where(found => found.each.Subjects.Count > 0).ToList();
        var outcome = withState.Count > 0 ? (withState.All(found => found.each.IsSameAs(withState[0].each)) ? StateOutcome.Found : StateOutcome.Ambiguous)
            : searched.All(partition => partition.Checkpoint is null) ? StateOutcome.NothingSaved
            : !searched.Any(partition => partition.HasRule) ? StateOutcome.NoSuchRule
            : known.Count == 0 ? StateOutcome.NoSuchEntity
            : StateOutcome.NoWindow;
        return new(rule, entity, topic, outcome, searched, withState.Count > 0 ? withState : known);
    }
}
