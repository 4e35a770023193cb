using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Sends what was held back.</summary>
internal sealed class Summaries(Ledger ledger, OpenRecords open)
{
    /// <summary>Nothing if nothing was held. <paramref name="endedMs"/> is when the summary fell due.</summary>
    public void Send(SendSummary summary, ByteString partitionKey, IReadOnlyList<OpenRecord> held, long endedMs)
    {
        if (held.Count == 0)
        {
            return;
        }

        var first = held[0];
        summary.Package = first.Record.Package;
        summary.Receiver = first.Record.Receiver;
        summary.Policy = summary.Level == SummaryLevel.Group ? first.Record.Policy : "";
        AddAlarms(summary, held);
        var record = RecordWriter.BeginSummary(summary, ledger);
        foreach (var each in held)
        {
            each.Record.SummaryId = record.Id;
            open.Skip(each, Decision.Summarised, endedMs);
        }

        open.Send(record, summary, partitionKey, first.TimeoutSeconds);
    }

    /// <summary>What is too much to be held is counted for the summary and ends here.</summary>
    public void Overflow(ProcessingRecord record, string groupId)
    {
        record.SummaryId = RecordId.OfSummary(groupId);
        open.Close(record, Decision.Summarised);
    }

    /// <summary>An episode's records are one alarm, told as the newest of them says.</summary>
    private static void AddAlarms(SendSummary summary, IReadOnlyList<OpenRecord> held)
    {
        var newest = new Dictionary<string, int>();
        foreach (var each in held)
        {
            var alarm = each.Request!.Alarm;
            var episode = alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id;
            if (newest.TryAdd(episode, summary.Alarms.Count))
            {
                summary.Alarms.Add(alarm);
            }
            else
            {
                summary.Alarms[newest[episode]] = alarm;
            }
        }

        summary.AlarmCount = (uint)summary.Alarms.Count;
    }
}
