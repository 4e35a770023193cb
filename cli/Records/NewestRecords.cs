using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>The newest state of each processing record that passes a filter.</summary>
internal sealed class NewestRecords(RecordFilter filter)
{
    private const int MaxRecords = 500_000;
    private readonly Dictionary<string, ProcessingRecord> _newest = [];

    /// <exception cref="StageFailureException">There are more than fit into memory.</exception>
    public void Take(ProcessingRecord record)
    {
        if (!filter.PassesButStatus(record))
        {
            return;
        }

        _newest[record.Id] = record;
        if (_newest.Count > MaxRecords)
        {
            throw new StageFailureException($"more than {MaxRecords} processing records are too many at once: narrow them with --since, --policy, --rule or --entity");
        }
    }

    /// <summary>The newest first.</summary>
    public List<ProcessingRecord> InOrder() =>
        [.. _newest.Values.Where(filter.Passes).OrderByDescending(record => record.ReceivedMs).ThenBy(record => record.Partition).ThenByDescending(record => record.Offset).ThenBy(record => record.Id, StringComparer.Ordinal)];
}
