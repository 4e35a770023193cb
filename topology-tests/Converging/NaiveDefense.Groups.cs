using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

internal sealed partial class NaiveDefense
{
    private static readonly string[] _none = [];

    private string KeyOf(Request request)
    {
        var defense = request.Defense;
        var dimensions = defense.Dimensions.OrderBy(dimension => dimension.Name, StringComparer.Ordinal).Select(dimension => $"\"{dimension.Name}\"=\"{dimension.Value}\"").ToList();
        return string.Join("; ", [
            bug == DefenseBug.BusinessIgnored ? "" : request.Business,
            bug == DefenseBug.OtherActionsConvergeToo ? "" : defense.Action.ToString(),
            $"{Window(defense)} min, {Limit(defense)}",
            defense.MergeFor,
            .. bug == DefenseBug.OneDimensionIgnored ? dimensions.SkipLast(1) : dimensions,
        ]);
    }

    private static long Window(Defense defense) => Math.Max(1, defense.WindowMinutes);

    private static int Limit(Defense defense) => (int)Math.Max(1, defense.Count);

    private void Judge(NaiveEvent @event, Defense defense)
    {
        var group = _groups.SingleOrDefault(each => !each.IsMerge && each.Key == @event.Key && !each.IsEnded);
        if (group is not null)
        {
            group.Members++;
            @event.Group = group;
            @event.Count = group.Members;
            @event.GroupTold = group.Name;
            if (bug == DefenseBug.WindowMovesWithEveryMember)
            {
                group.CreatedMs = _nowMs;
            }

            JudgeMember(@event, group);
            return;
        }

        var since = _nowMs - (Window(defense) * 60_000) + (bug == DefenseBug.LookBackExcludesItsEnd ? 1 : 0);
        var before = _events.Where(each => each.IsFree && each.Key == @event.Key && each.ReceivedMs >= since && (each.Group is null || bug == DefenseBug.MembersOfEndedGroupsCount)).ToList();
        @event.Count = (uint)before.Count + 1;
        @event.IsFree = true;
        if (@event.Count < Limit(defense) + (bug == DefenseBug.OneMoreRunsFreely ? 1 : 0))
        {
            Run(@event, "below-count");
            return;
        }

        Create(@event, defense, before);
    }

    private void Create(NaiveEvent @event, Defense defense, List<NaiveEvent> before)
    {
        var request = @event.Request!;
        var group = new NaiveGroup(++_number, DefenseLines.NameOfGroup(@event.Name, _groups.Select(each => each.Name)), @event.Key, defense, request.Policy, _nowMs)
        {
            Members = @event.Count,
            MergeKey = defense.MergeFor.Length == 0 ? "" : $"{request.Business}; {(bug == DefenseBug.MergeIgnoresReceiver ? "" : defense.MergeFor)}",
        };
        _groups.Add(group);
        @event.Group = group;
        @event.GroupTold = group.Name;
        if (bug == DefenseBug.OlderRunsBelongToTheGroup)
        {
            before = [.. _events.Where(each => each.IsFree && each.Key == @event.Key && each.Group is null)];
        }

        foreach (var each in before.Where(_ => bug != DefenseBug.RunsBeforeTheGroupForgotten))
        {
            each.Group = group;
        }

        TellGroup(group, before.Select(each => each.Name), GroupEnd.Unspecified, 0);
        if (defense.Action == DefenseAction.Summarise && group.MergeKey.Length > 0 && IsMerged(group))
        {
            Hold(@event, group);
        }
        else if (bug == DefenseBug.CreatorDoesNotRun && Limit(defense) > 1)
        {
            JudgeMember(@event, group);
        }
        else
        {
            Run(@event, "creates-group");
        }
    }

    private void JudgeMember(NaiveEvent @event, NaiveGroup group)
    {
        switch (group.Defense.Action)
        {
            case DefenseAction.SkipAfterSuccess:
                if (HasSucceeded(group))
                {
                    Close(@event, ProcessingStatus.Skipped, "succeeded");
                }
                else if (IsRunning(group))
                {
                    Wait(@event, group);
                }
                else
                {
                    Run(@event, "all-failed");
                }

                break;
            case DefenseAction.SkipDuringExecution:
                if (IsRunning(group))
                {
                    Close(@event, ProcessingStatus.Skipped, "running");
                }
                else
                {
                    Run(@event, "none-running");
                }

                break;
            case DefenseAction.WaitDuringExecution:
                if (IsRunning(group))
                {
                    Wait(@event, group);
                }
                else
                {
                    Run(@event, "none-running");
                }

                break;
            case DefenseAction.DefenseApproval:
                Ask(@event, group);
                break;
            case DefenseAction.Summarise:
                Hold(@event, group);
                break;
            default:
                Close(@event, ProcessingStatus.Skipped, "exceeds");
                break;
        }
    }

    private bool HasSucceeded(NaiveGroup group) => bug != DefenseBug.FailureAfterSuccessRunsAgain
        ? Ran(group).Any(each => each.Status == ProcessingStatus.Success || (bug == DefenseBug.PartialIsSuccess && each.Status == ProcessingStatus.Partial))
        : Ran(group).LastOrDefault(each => !each.IsOpen)?.Status == ProcessingStatus.Success;

    private bool IsRunning(NaiveGroup group) => Ran(group).Any(each => each.Status == ProcessingStatus.Running);

    private IEnumerable<NaiveEvent> Ran(NaiveGroup group) => _events.Where(each => each.Group == group && each.StartedMs > 0
        && (bug != DefenseBug.LetThroughIsNoMember || each.IsFree));

    private void Wait(NaiveEvent @event, NaiveGroup group)
    {
        if (IsFull(group))
        {
            Close(@event, ProcessingStatus.Skipped, "too-many-waiting");
            return;
        }

        @event.Status = ProcessingStatus.Waiting;
        @event.Reason = "waits";
        Tell(@event);
    }

    private void Ask(NaiveEvent @event, NaiveGroup group)
    {
        if (IsFull(group))
        {
            Close(@event, ProcessingStatus.Skipped, "too-many-waiting");
            return;
        }

        @event.Status = ProcessingStatus.WaitingForApproval;
        @event.Reason = "asks";
        @event.AskedMs = _nowMs;
        Tell(@event);
        _commands.Add(DefenseLines.Ask(@event.Name, _nowMs, _nowMs + 1_800_000));
    }

    private bool IsFull(NaiveGroup group) => bug != DefenseBug.LimitOfWaitingIgnored
        && _events.Count(each => each.Group == group && each.Status is ProcessingStatus.Waiting or ProcessingStatus.WaitingForApproval) >= maxWaiting;

    /// <summary>One of the group has ended: each that waits is judged anew, in order.</summary>
    private void JudgeWaiting(NaiveGroup group)
    {
        if (bug == DefenseBug.WaitersOfEndedGroupForgotten && group.IsEnded)
        {
            return;
        }

        var isFirst = true;
        var wasRunning = IsRunning(group);
        foreach (var each in _events.Where(each => each.Group == group && each is { Status: ProcessingStatus.Waiting, HeldBy: null }).ToList())
        {
            if (group.Defense.Action == DefenseAction.SkipAfterSuccess && HasSucceeded(group))
            {
                Close(each, ProcessingStatus.Skipped, "succeeded");
            }
            else if (bug == DefenseBug.WaitersGoAllAtOnce ? wasRunning : bug == DefenseBug.WaiterGoesAtFirstEnd ? !isFirst : IsRunning(group))
            {
                continue;
            }
            else if (_nowMs > each.ReceivedMs + each.TimeoutMs && bug != DefenseBug.WaiterReleasedThoughTooOld)
            {
                Close(each, ProcessingStatus.Skipped, "waited-too-long", each.ReceivedMs + each.TimeoutMs);
            }
            else
            {
                isFirst = false;
                Run(each, group.Defense.Action == DefenseAction.SkipAfterSuccess ? "all-failed" : "none-running");
            }
        }
    }

    private void TellGroup(NaiveGroup group, IEnumerable<string> counted, GroupEnd end, long endedMs) => _told.Add(DefenseLines.Group(
        group.Name, group.CreatedMs, counted, group.Members, end, endedMs, group.Merge?.Name ?? "-"));
}
