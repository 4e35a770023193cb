using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>A processing record with its group, the summary that tells it, and those that are told with it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Group">Its newest state; null if there is none, or not in the stretch that was read.</param>
/// <param name="Summary">The record of the summary that tells it; null if there is none, or it is the record itself.</param>
/// <param name="Members">The other records of the group, and for a summary those it tells; the newest first.</param>
/// <param name="More">So many more members are not listed.</param>
internal sealed record RecordFamily(ProcessingRecord Record, ConvergenceGroup? Group, ProcessingRecord? Summary, IReadOnlyList<ProcessingRecord> Members, int More)
{
    private const int MaxMembers = 1_000;

    /// <exception cref="StageFailureException">There is no such record, or several.</exception>
    public static RecordFamily Read(string id, Func<Ledger> open)
    {
        using var ledger = open();
        var record = RecordSearch.Find(ledger, id);
        ConvergenceGroup? group = null;
        ProcessingRecord? summary = null;
        var members = new Dictionary<string, ProcessingRecord>();
        using var again = open();
        again.ReadOn(
            other =>
            {
                if (other.Id == record.Id)
                {
                    record = other;
                }
                else if (other.Id == record.SummaryId)
                {
                    summary = other;
                }
                else if ((record.GroupId.Length > 0 && other.GroupId == record.GroupId) || other.SummaryId == record.Id)
                {
                    members[other.Id] = other;
                }
            },
            other => group = other.Id == record.GroupId ? other : group);
        return new(record, group, summary, [.. members.Values.OrderByDescending(other => other.ReceivedMs).ThenBy(other => other.Id, StringComparer.Ordinal).Take(MaxMembers)], Math.Max(0, members.Count - MaxMembers));
    }
}
