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
        summary.AlarmLevel = WorstLevel(held);
        AddAlarms(summary, held);
        var record = RecordWriter.BeginSummary(summary, partitionKey, ledger);
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

    private static AlarmLevel WorstLevel(IReadOnlyList<OpenRecord> held)
    {
        var worst = AlarmLevel.Unspecified;
        foreach (var each in held)
        {
            worst = worst == AlarmLevel.Unspecified || (each.Record.Level != AlarmLevel.Unspecified && each.Record.Level < worst) ? each.Record.Level : worst;
        }

        return worst;
    }

    /// <summary>An episode's records are one alarm, told as the newest of them says. What is too much for one message is only counted.</summary>
    private static void AddAlarms(SendSummary summary, IReadOnlyList<OpenRecord> held)
    {
        var (alarms, places) = (new List<AlarmMessage>(held.Count), new Dictionary<string, int>(held.Count));
        foreach (var each in held)
        {
            var alarm = each.Request!.Alarm;
            if (places.TryAdd(alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id, alarms.Count))
            {
                alarms.Add(alarm);
            }
            else
            {
                alarms[places[alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id]] = alarm;
            }
        }

        summary.AlarmCount = (uint)alarms.Count;
        var bytes = 0;
        foreach (var alarm in alarms)
        {
            var size = alarm.CalculateSize();
            if (summary.Alarms.Count < DefenseTimes.SummaryAlarms && bytes + size <= DefenseTimes.SummaryBytes)
            {
                summary.Alarms.Add(alarm);
                bytes += size;
            }
        }

        summary.More += summary.AlarmCount - (uint)summary.Alarms.Count;
    }
}
