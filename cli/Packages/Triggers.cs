using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Packages;

/// <summary>How often packages ran: records that run or have ended, not those that converged, were shielded, blocked or skipped.</summary>
internal sealed class Triggers
{
    private const int MaxRecords = 5_000_000;
    private readonly Dictionary<string, (string Package, bool Ran)> _records = [];

    /// <summary>By package.</summary>
    public Dictionary<string, int> Counts => _records.Values.Where(record => record.Ran).GroupBy(record => record.Package).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The newest state of a record counts.</summary>
    /// <exception cref="StageFailureException">There are more than fit into memory.</exception>
    public void Take(ProcessingRecord record)
    {
        _records[record.Id] = (string.Intern(record.Package), record.Status is ProcessingStatus.Running or ProcessingStatus.Success or ProcessingStatus.Partial or ProcessingStatus.Failure && record.StartedMs > 0);
        if (_records.Count > MaxRecords)
        {
            throw new StageFailureException($"more than {MaxRecords} processing records are too many to be counted: narrow them with --since");
        }
    }
}
