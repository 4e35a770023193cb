using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>An episode as the list of all that happened to it; every question is answered by looking through that.</summary>
internal sealed class NaiveEpisode(string id, FollowingBug bug)
{
    private const long MinuteMs = 60_000;
    private const long DayMs = 24 * 60 * MinuteMs;

    public string Id => id;

    public List<NaiveHappening> Happened { get; } = [];

    public long TouchedMs { get; set; }

    public bool IsKnown => Happened.Any(IsBeginning);

    public bool IsOver => Happened.LastOrDefault(each => IsBeginning(each) || each.Kind == NaiveKind.Ends)?.Kind == NaiveKind.Ends;

    /// <summary>What happened since it last began after it was over.</summary>
    public List<NaiveHappening> Run
    {
        get
        {
            var begins = Happened.FindLastIndex(IsBeginning);
            var ended = begins < 0 ? -1 : Happened.FindLastIndex(begins, each => each.Kind == NaiveKind.Ends);
            return Happened.GetRange(ended + 1, Happened.Count - ended - 1);
        }
    }

    public string AcknowledgedBy => IsOver && bug != FollowingBug.AcknowledgedForEver ? ""
        : (bug == FollowingBug.AcknowledgedForEver ? Happened : Run).Find(each => each.Kind == NaiveKind.Acknowledged)?.Text ?? "";

    /// <summary>The record that repeats and steps tell: the newest that fires, or as long as none did, that lacks data.</summary>
    public NaiveHappening? Newest
    {
        get
        {
            var acknowledged = AcknowledgedBy.Length > 0 && bug != FollowingBug.AcknowledgementRepeatsGoOn;
            if (IsOver || acknowledged)
            {
                return null;
            }

            return bug == FollowingBug.NoDataBeginsAnew ? Run.FindLast(IsBeginning)
                : Run.FindLast(each => each.Kind == NaiveKind.Fires) ?? Run.FindLast(each => each.Kind == NaiveKind.LacksData);
        }
    }

    public bool IsForgotten(long nowMs) => bug != FollowingBug.NeverForgotten && nowMs >= TouchedMs + (IsKnown && !IsOver ? 7 * DayMs : DayMs);

    /// <summary>Null as long as the policy was never let go.</summary>
    public long? FirstLetGoMs(string policy) => Run.Find(each => each.Kind == NaiveKind.LetGo && each.Policy == policy)?.TimeMs;

    public bool IsTold(string policy) =>
        (bug == FollowingBug.ReopenedKeepsTold ? Happened : Run).Any(each => each.Kind == NaiveKind.Told && each.Policy == policy);

    public bool IsWithheld(string policy) => Run.Any(each => each.Kind == NaiveKind.Withheld && each.Policy == policy);

    public List<string> Done(string policy) => [.. Run.Where(each => each.Kind == NaiveKind.StepDone && each.Policy == policy).Select(each => each.Text)];

    public uint Rounds(string policy) => (uint)Run.Count(each => each.Kind == NaiveKind.Repeated && each.Policy == policy);

    public long? RepeatDueMs(PolicyMatch match)
    {
        if (match.RepeatMinutes == 0 || Newest is not { } newest || (bug == FollowingBug.RepeatOnlyOfWhatWasTold && !IsTold(match.Policy)))
        {
            return null;
        }

        var index = Run.FindLastIndex(each => each.Policy == match.Policy && each.Kind is NaiveKind.Repeated or NaiveKind.RepeatPostponed);
        if (index < Run.LastIndexOf(newest))
        {
            var first = bug == FollowingBug.RepeatNotBegunAnew ? Run.Find(each => each.Kind == newest.Kind)! : newest;
            return first.TimeMs + (match.RepeatMinutes * MinuteMs);
        }

        var last = Run[index];
        return last.Kind == NaiveKind.RepeatPostponed ? last.UntilMs : last.TimeMs + (match.RepeatMinutes * MinuteMs);
    }

    /// <summary>The first step that wasn't done, and when it is due.</summary>
    public (EscalationStep Step, long DueMs)? NextStep(PolicyMatch match)
    {
        if (Newest is not { } newest || BeginningOfSteps(match.Policy) is not { } first)
        {
            return null;
        }

        var done = bug == FollowingBug.StepsAgain ? [] : Done(match.Policy);
        var steps = bug == FollowingBug.StepsOfTheFirstRecord
            ? Run.First(IsBeginning).Signal!.Matches.FirstOrDefault(each => each.Policy == match.Policy)?.Steps ?? []
            : match.Steps;
        if (steps.FirstOrDefault(step => !done.Contains(step.Name)) is not { } next)
        {
            return null;
        }

        var last = Run.FindLastIndex(each => each.Policy == match.Policy && each.Kind is NaiveKind.StepDone or NaiveKind.StepsPostponed);
        var isPostponed = last > Run.LastIndexOf(newest) && Run[last].Kind == NaiveKind.StepsPostponed;
        return (next, Math.Max(first + (next.AfterMinutes * MinuteMs), isPostponed ? Run[last].UntilMs : 0));
    }

    public static bool IsBeginning(NaiveHappening happening) => happening.Kind is NaiveKind.Fires or NaiveKind.LacksData;

    private long? BeginningOfSteps(string policy) => bug switch
    {
        FollowingBug.StepsFromTheFirstRecord when FirstLetGoMs(policy) is not null => Run.First(IsBeginning).TimeMs,
        FollowingBug.StepsBeforeTelling => FirstLetGoMs(policy) ?? Run.First(IsBeginning).TimeMs,
        _ => FirstLetGoMs(policy),
    };
}
