using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>Finds one processing record by its id, or by the beginning of it.</summary>
internal static class RecordSearch
{
    /// <exception cref="StageFailureException">There is none, or several begin like this.</exception>
    public static ProcessingRecord Find(Ledger ledger, string id)
    {
        var found = new Dictionary<string, ProcessingRecord>();
        ledger.ReadOn((record, _) =>
        {
            if (IdText.Fits(record.Id, id))
            {
                found[record.Id] = record;
            }
        });
        return IdText.One(found, id) ?? throw new StageFailureException(
            $"no processing record {OneLine.Of(id)} among those that changed since {LogTime.Text(ledger.SinceMs)}Z in {ledger.Topic}; 'tocsin records list' shows those there are");
    }
}
