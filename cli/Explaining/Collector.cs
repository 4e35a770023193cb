using System.Text;
using Tocsin.Cli.Records;
using Tocsin.Engine.Convergence;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>Collects from the topics behind the alarms what is about an episode, from its first alarm on.</summary>
internal sealed class Collector(TopicScan scan, Material material, long sinceMs)
{
    private static readonly byte[] _story = Encoding.UTF8.GetBytes(RecordKeys.StoryPrefix);
    private readonly Topics _topics = scan.Topics;

    public void Collect()
    {
        scan.Read(_topics.Records, sinceMs, TakeLedger);
        CollectSummaries();
        scan.Read(_topics.Actions, sinceMs, ActionRecord.Parser, TakeAction);
        scan.Read(_topics.Commands, sinceMs, ActionCommand.Parser, (command, record) =>
        {
            if (material.Records.ContainsKey(command.RecordId))
            {
                material.Add(material.Commands, Logged<ActionCommand>.Of(command, record));
            }
        });
        scan.Read(_topics.Deliveries, sinceMs, DeliveryRecord.Parser, TakeDelivery);
        if (material.Requests.Exists(request => request.Value.ShieldedBy.Length > 0))
        {
            CollectShields();
        }
    }

    private void TakeLedger(InputRecord record)
    {
        if (Ledger.Read(record) is { } state)
        {
            if (material.Records.ContainsKey(state.Id) || material.IsAbout(state.AlarmId, state.EpisodeId) || IsToldByIt(state))
            {
                Add(state, record);
            }
        }
        else if (RecordKeys.IsDelivery(record.Key))
        {
            if (record.Value is { } value && TopicScan.TryParse(DeliveryState.Parser, value, out var delivery) && (material.IsAbout(delivery!.AlarmId, delivery.EpisodeId) || material.Records.ContainsKey(delivery.RecordId)))
            {
                material.DeliveryStates[delivery.Id] = Logged<DeliveryState>.Of(delivery, record);
            }
        }
        else if (record.Key.AsSpan().StartsWith(_story) && record.Value is { } line && TopicScan.TryParse(StoryLine.Parser, line, out var story) && material.AlarmIds.Contains(story!.AlarmId))
        {
            material.Add(material.Lines, Logged<StoryLine>.Of(story, record));
        }
    }

    /// <summary>What a summary tells belongs to its story, where that is what was asked about.</summary>
    private bool IsToldByIt(ProcessingRecord state) => material.AlarmIds.Count == 0 && state.SummaryId.Length > 0 && material.Records.ContainsKey(state.SummaryId);

    /// <summary>The summaries that tell the records, and their groups: known only now.</summary>
    private void CollectSummaries()
    {
        var newest = material.Records.Values.Where(states => states.Count > 0).Select(states => states[^1].Value).ToList();
        var summaries = newest.Select(record => record.SummaryId).Where(id => id.Length > 0 && !material.Records.ContainsKey(id)).ToHashSet();
        var groups = newest.Select(record => record.GroupId).Where(id => id.Length > 0).ToHashSet();
        if (summaries.Count == 0 && groups.Count == 0)
        {
            return;
        }

        scan.Read(_topics.Records, sinceMs, record =>
        {
            if (Ledger.Read(record) is { } state && summaries.Contains(state.Id))
            {
                Add(state, record);
            }
            else if (Ledger.ReadGroup(record) is { } group && groups.Contains(group.Id))
            {
                material.Groups[group.Id] = group;
            }
        });
    }

    private void Add(ProcessingRecord state, InputRecord record)
    {
        if (!material.Records.TryGetValue(state.Id, out var states))
        {
            material.Records[state.Id] = states = [];
        }

        material.Add(states, Logged<ProcessingRecord>.Of(state, record));
    }

    private void TakeAction(ActionRecord action, InputRecord record)
    {
        switch (action.RecordCase)
        {
            case ActionRecord.RecordOneofCase.Signal when material.IsAbout(action.Signal.Alarm):
                material.Add(material.Signals, Logged<Signal>.Of(action.Signal, record));
                break;
            case ActionRecord.RecordOneofCase.Request when material.IsAbout(action.Request.Alarm):
                material.Add(material.Requests, Logged<Request>.Of(action.Request, record));
                break;
            case ActionRecord.RecordOneofCase.Guarded when material.IsAbout(action.Guarded.Request?.Alarm):
                material.Add(material.Requests, Logged<Request>.Of(action.Guarded.Request!, record));
                break;
            case ActionRecord.RecordOneofCase.Acknowledgement when action.Acknowledgement.EpisodeId == material.EpisodeId && material.EpisodeId.Length > 0:
                material.Add(material.Acknowledgements, Logged<Acknowledgement>.Of(action.Acknowledgement, record));
                break;
            case ActionRecord.RecordOneofCase.ApprovalAnswer when material.Records.ContainsKey(action.ApprovalAnswer.RecordId):
                material.Add(material.Answers, Logged<ApprovalAnswer>.Of(action.ApprovalAnswer, record));
                break;
            case ActionRecord.RecordOneofCase.Outcome when material.Records.ContainsKey(action.Outcome.RecordId):
                material.Add(material.Outcomes, Logged<Outcome>.Of(action.Outcome, record));
                break;
            case ActionRecord.RecordOneofCase.Withdrawal when material.Records.ContainsKey(action.Withdrawal.RecordId):
                material.Add(material.Withdrawals, Logged<Withdrawal>.Of(action.Withdrawal, record));
                break;
        }
    }

    private void TakeDelivery(DeliveryRecord entry, InputRecord record)
    {
        if (entry.Delivery is { } delivery && (material.IsAbout(delivery.Alarm) || (delivery.Errand is { } errand && material.Records.ContainsKey(errand.RecordId))))
        {
            material.Deliveries[(record.Partition, record.Offset)] = new DeliveryStory(Logged<Delivery>.Of(delivery, record));
        }
        else if (entry.Attempt is { } attempt)
        {
            foreach (var offset in attempt.Offsets)
            {
                if (material.Deliveries.TryGetValue((record.Partition, offset), out var story) && story.Delivery.Value.Receiver == attempt.Receiver)
                {
                    material.Add(story.Attempts, Logged<Attempt>.Of(attempt, record));
                }
            }
        }
    }

    private void CollectShields()
    {
        var wanted = material.Requests.Select(request => request.Value.ShieldedBy).ToHashSet();
        scan.Read(_topics.Shields, 0, Shield.Parser, (shield, _) =>
        {
            if (wanted.Contains(shield.Id))
            {
                material.Shields[shield.Id] = shield;
            }
        });
    }

    /// <summary>The record that a request becomes.</summary>
    public static string RecordOf(Request request) => RecordId.Of(request);
}
