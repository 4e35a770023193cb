using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Begins processing records.</summary>
internal static class RecordWriter
{
    public static ProcessingRecord Begin(string id, Request request, ByteString key, Ledger ledger)
    {
        var record = Begin(id, request.Business, request.Package, request.Receiver, ledger);
        record.Policy = request.Policy;
        record.Key = key;
        record.Level = request.Level;
        record.Type = request.Type;
        record.Round = request.Round;
        record.Cause = request.Cause;
        record.Approvers.Add(request.Approvers);
        Describe(record, request.Alarm);
        return record;
    }

    public static ProcessingRecord Begin(string id, ManualRun run, ByteString key, Ledger ledger)
    {
        var record = Begin(id, run.Business, run.Package, run.Receiver, ledger);
        record.By = run.By;
        record.Key = key;
        record.Type = run.Type;
        if (run.Alarm is not null)
        {
            Describe(record, run.Alarm);
        }

        return record;
    }

    /// <summary>The record of a summary for the same receiver as what it tells.</summary>
    public static ProcessingRecord BeginSummary(SendSummary summary, ByteString key, Ledger ledger)
    {
        var record = Begin(RecordId.OfSummary(summary.GroupId), summary.Business, summary.Package, summary.Receiver, ledger);
        record.Policy = summary.Policy;
        record.GroupId = summary.GroupId;
        record.SummaryId = record.Id;
        record.SummaryLevel = summary.Level;
        record.Count = summary.AlarmCount;
        record.Key = key;
        record.Level = summary.AlarmLevel;
        record.Type = PackageType.Notification;
        return record;
    }

    /// <summary>Enters by which rule it is judged, and in which group if there is one.</summary>
    public static void Join(ProcessingRecord record, Group group, uint count)
    {
        record.Action = group.Defense.Action;
        record.WindowMinutes = ConvergenceKey.Window(group.Defense);
        record.Limit = ConvergenceKey.Count(group.Defense);
        record.Count = count;
        record.GroupId = group.Id;
    }

    private static ProcessingRecord Begin(string id, string business, string package, string receiver, Ledger ledger) => new()
    {
        Id = id,
        Business = business,
        Package = package,
        Receiver = receiver,
        ReceivedMs = ledger.NowMs,
        Partition = ledger.Partition,
        Offset = ledger.Offset,
    };

    private static void Describe(ProcessingRecord record, AlarmMessage alarm)
    {
        record.AlarmId = alarm.Id;
        record.EpisodeId = alarm.EpisodeId;
        record.RuleName = alarm.RuleName;
        record.Name = alarm.Name;
        record.AlarmState = alarm.State;
    }
}
