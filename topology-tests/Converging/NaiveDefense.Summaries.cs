using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

internal sealed partial class NaiveDefense
{
    private void Hold(NaiveEvent @event, NaiveGroup group)
    {
        var holder = group.Merge ?? group;
        if (bug != DefenseBug.LimitOfWaitingIgnored && _events.Count(each => each.HeldBy == holder && each.Status == ProcessingStatus.Waiting) >= maxWaiting)
        {
            holder.More++;
            @event.SummaryTold = holder.Name;
            Close(@event, ProcessingStatus.Skipped, "summarised");
            return;
        }

        @event.HeldBy = holder;
        @event.Status = ProcessingStatus.Waiting;
        @event.Reason = holder.IsMerge ? "merged" : "held";
        Tell(@event);
        if (bug == DefenseBug.SummaryFromTheLast)
        {
            holder.SummaryMs = _nowMs + 60_000;
        }
    }

    /// <summary>The group was just created. It is merged if a merged summary is being prepared, or begins with it.</summary>
    private bool IsMerged(NaiveGroup group)
    {
        if (_groups.SingleOrDefault(each => each.IsMerge && each.Key == group.MergeKey && !each.IsEnded) is { } merge)
        {
            merge.Members++;
            Absorb(group, merge);
            return true;
        }

        var since = _nowMs - 120_000 + (bug == DefenseBug.MergeLooksBackExclusive ? 1 : 0);
        var near = _groups.Where(each => !each.IsMerge && each.MergeKey == group.MergeKey
            && (each.CreatedMs >= since || bug == DefenseBug.MergeLooksBackForever)
            && (!each.IsSpent || bug == DefenseBug.MergeCountsSpentGroups)).ToList();
        var count = bug == DefenseBug.MergeCountsGroups ? near.Count : near.Select(each => each.Policy).Distinct().Count();
        if (count < 3)
        {
            return false;
        }

        var counted = near.Where(each => each != group && (!each.IsEnded || each == near.Last(other => other.Policy == each.Policy))).ToList();
        merge = new NaiveGroup(++_number, $"merge of {group.Name}", group.MergeKey, group.Defense, "", _nowMs) { IsMerge = true, Members = (uint)counted.Count + 1 };
        _groups.Add(merge);
        foreach (var each in near.Where(each => !each.IsEnded))
        {
            Absorb(each, merge);
        }

        TellGroup(merge, counted.Select(each => each.Name), GroupEnd.Unspecified, 0);
        return bug != DefenseBug.MergeLetsTheThirdGo;
    }

    private void Absorb(NaiveGroup group, NaiveGroup merge)
    {
        group.Merge = merge;
        merge.More += group.More;
        group.More = 0;
        foreach (var each in _events.Where(each => each.HeldBy == group && bug != DefenseBug.MergeLeavesEarlierHeldAlone))
        {
            each.HeldBy = merge;
        }
    }

    private void Summarise(NaiveGroup group, long dueMs)
    {
        var held = _events.Where(each => each.HeldBy == group && each.Status == ProcessingStatus.Waiting).ToList();
        foreach (var each in held)
        {
            each.SummaryTold = group.Name;
            Close(each, ProcessingStatus.Skipped, "summarised", dueMs);
        }

        if (held.Count > 0 || bug == DefenseBug.SummaryOfNothing)
        {
            Send(group, held);
        }

        if (bug == DefenseBug.SummaryDoesNotEndTheGroup)
        {
            group.SummaryMs += 60_000;
            return;
        }

        End(group, GroupEnd.Summary, dueMs);
        if (group.IsMerge)
        {
            foreach (var each in _groups.Where(each => each.MergeKey == group.Key))
            {
                each.IsSpent = true;
            }

            foreach (var each in _groups.Where(each => each.Merge == group && !each.IsEnded).ToList())
            {
                End(each, GroupEnd.Summary, dueMs);
            }
        }
    }

    private void Send(NaiveGroup group, List<NaiveEvent> held)
    {
        var alarms = held.Select(each => each.Request!.Alarm)
            .GroupBy(alarm => bug == DefenseBug.SummaryCountsNotices ? alarm.Id : alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id)
            .Select(episode => bug == DefenseBug.SummaryKeepsOldestOfAnAlarm ? episode.First() : episode.Last()).ToList();
        var summary = new NaiveEvent(++_number, $"summary of {group.Name}")
        {
            TimeoutMs = held.Count > 0 ? held[0].TimeoutMs : 600_000,
            ReceivedMs = _nowMs,
            Count = (uint)alarms.Count,
            GroupTold = group.Name,
            SummaryTold = group.Name,
            Status = ProcessingStatus.Running,
            Reason = "summary",
            StartedMs = _nowMs,
        };
        _events.Add(summary);
        Tell(summary);
        _commands.Add(DefenseLines.Send(summary.Name, _nowMs, alarms.Select(alarm => alarm.Id), group.More));
    }

    private void End(NaiveGroup group, GroupEnd end, long endedMs)
    {
        group.EndedMs = endedMs;
        TellGroup(group, _none, end, endedMs);
    }
}
