using System.Text.Json;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>
/// The groups of a played case as the vectors tell them. There a window that is over ends its group only when the next event of the same key notices
/// it, here at once: what is told is when it would be noticed.
/// </summary>
internal sealed class ConvergenceGroups(IReadOnlyList<ConvergenceEvent> events, IReadOnlyDictionary<string, ConvergenceEvent> eventOf, ConvergenceOutput output)
{
    private readonly List<ConvergenceGroup> _created = [.. output.Groups.Where(group => group.End == GroupEnd.Unspecified)];
    private readonly ILookup<string, ConvergenceGroup> _ended = output.Groups.Where(group => group.End != GroupEnd.Unspecified).ToLookup(group => group.Id);

    public IEnumerable<string> Tell() => _created.Select(group => group.Level == SummaryLevel.Merged ? TellMerged(group) : TellGroup(group));

    private string TellGroup(ConvergenceGroup group)
    {
        var members = output.Records.Where(record => record.GroupId == group.Id && eventOf.ContainsKey(record.Id)).Select(record => record.Id).Distinct().ToList();
        List<string> executed = [group.CreatedBy, .. group.Counted, .. members.Where(id => id != group.CreatedBy && RanFreely(id))];
        return Tell("first_level", EventOf(group), group, executed.Select(id => eventOf[id].Id), members.Except(executed).Select(id => eventOf[id].Id));
    }

    private string TellMerged(ConvergenceGroup group)
    {
        var creator = Named(_created.Single(each => each.Id == group.CreatedBy));
        var members = _created.Where(each => group.Counted.Contains(each.Id) || _ended[each.Id].Any(ended => ended.MergedInto == group.Id)).Select(Named);
        return Tell("second_level", creator, group, [creator], members.Except([creator]));
    }

    private string Tell(string kind, string createdBy, ConvergenceGroup group, IEnumerable<string> executed, IEnumerable<string> converged) => JsonSerializer.Serialize(new
    {
        kind,
        created_by = createdBy,
        created_at = group.CreatedMs / 1_000,
        ended_at = EndedAt(group),
        executed = executed.ToList(),
        converged = converged.ToList(),
    });

    /// <summary>Those let through on approval are no members that ran.</summary>
    private bool RanFreely(string recordId) => output.Records.Any(record => record.Id == recordId && record.StartedMs > 0 && record.AskedMs == 0);

    private long? EndedAt(ConvergenceGroup group)
    {
        var ended = _ended[group.Id].Single();
        if (ended.End == GroupEnd.Summary)
        {
            return ended.EndedMs / 1_000;
        }

        var key = eventOf[group.CreatedBy].Key;
        var noticed = events.Where(each => each.Key == key && each.TimeMs > ended.EndedMs && output.Records.Any(record => record.Id == each.RecordId)).ToList();
        return noticed.Count > 0 ? noticed[0].TimeMs / 1_000 : null;
    }

    private string EventOf(ConvergenceGroup group) => eventOf[group.CreatedBy].Id;

    private string Named(ConvergenceGroup group) => $"convergence_of:{EventOf(group)}";
}
