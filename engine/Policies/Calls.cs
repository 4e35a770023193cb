using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>Makes of one policy and one alarm what is asked for.</summary>
/// <param name="alarm">The alarm.</param>
/// <param name="router">The receivers there are.</param>
/// <param name="routed">Whom rules and routes name for the alarm.</param>
internal sealed class Calls(AlarmMessage alarm, Router router, Lazy<RoutedAlarm> routed)
{
    public const string NoReceiver = "no-receiver";
    public const string PackageDisabled = "package-disabled";

    public PolicyMatch Of(Policy policy, string business)
    {
        var match = new PolicyMatch
        {
            Policy = policy.Name,
            Business = business,
            Level = policy.Level,
            RepeatMinutes = policy.Notice?.RepeatMinutes ?? 0,
            Storm = policy.Storm is { } storm ? Storm(storm) : null,
        };
        match.Hours.Add(policy.Hours);
        if (policy.Notice is { } notice && notice.Signals.Contains(State))
        {
            match.Calls.Add((notice.Receivers is { } names ? Named(names) : Routed()).Select(call => Defended(call, notice.Defense, match)));
        }

        match.Calls.Add(policy.Runs.Where(run => run.Signals.Contains(State)).Select(run => Run(run, match)));
        match.Steps.Add(policy.Steps.Select(step => Escalation(step, policy.Notice, match)));
        return match;
    }

    /// <summary>To whom rules and routes name; a hook that isn't there is asked for as well, so that a record says so.</summary>
    public IEnumerable<Call> Routed() =>
        Hearing(routed.Value.Receivers.Select(receiver => receiver.Name), State).Select(receiver => Notification(receiver))
            .Concat(routed.Value.Unreachable.Select(hook => Refused(Notification(hook.Name))));

    private AlarmState State => alarm.State == AlarmState.Unspecified ? AlarmState.Firing : alarm.State;

    private EscalationStep Escalation(Step step, Notice? notice, PolicyMatch match)
    {
        var escalation = new EscalationStep { Name = step.Name, AfterMinutes = step.AfterMinutes };
        if (notice?.Signals.Contains(State) == true)
        {
            escalation.Calls.Add(Named(step.Receivers).Select(call => Defended(call, notice.Defense, match)));
        }

        return escalation;
    }

    private Call Run(PackageRun run, PolicyMatch match)
    {
        var package = run.Package;
        var call = new Call
        {
            Package = package.Name,
            Type = package.Type,
            Receiver = package.Receiver,
            TimeoutSeconds = run.TimeoutSeconds,
            SkipDelaySeconds = run.SkipDelaySeconds,
            Retries = package.Retries,
            RefusedBecause = !package.IsEnabled ? PackageDisabled
                : package.Type == PackageType.Callback && !router.HasReceiver(package.Receiver) ? NoReceiver
                : "",
        };
        call.Approvers.Add(run.Approvers);
        return Defended(call, run.Defense, match);
    }

    private StormLimits Storm(StormRule storm)
    {
        var limits = storm.Limits.Clone();
        limits.Notices.Add(Named(storm.Receivers, AlarmState.Firing));
        limits.RecoveryNotices.Add(Named(storm.Receivers, AlarmState.Recovered));
        return limits;
    }

    private IEnumerable<Call> Named(ImmutableArray<string> names, AlarmState? state = null) =>
        Hearing(names.SelectMany(name => Reached(name)).Distinct(), state ?? State).Select(name => router.HasReceiver(name) ? Notification(name, state) : Refused(Notification(name, state)));

    /// <summary>
    /// Those who are told of recoveries alone aren't asked for anything else, so that nothing counts what they would never hear. They come first: the storm
    /// guard remembers for their hook what was blocked, until the hook's own recovery takes that away.
    /// </summary>
    private static IEnumerable<string> Hearing(IEnumerable<string> receivers, AlarmState state) =>
        state is AlarmState.Recovered or AlarmState.Closed ? receivers.OrderByDescending(ReceiverName.IsOfRecovery) : receivers.Where(receiver => !ReceiverName.IsOfRecovery(receiver));

    /// <summary>A name that isn't known is kept: whoever reads the record sees it.</summary>
    private ImmutableArray<string> Reached(string name) => router.ReceiversOf(name) is { IsEmpty: false } receivers ? receivers : [name];

    private Call Notification(string receiver, AlarmState? state = null) => new()
    {
        Package = PackageNames.Of(state ?? State),
        Type = PackageType.Notification,
        Receiver = receiver,
        TimeoutSeconds = PolicyBook.NotificationTimeoutSeconds,
    };

    private static Call Refused(Call call)
    {
        call.RefusedBecause = NoReceiver;
        return call;
    }

    /// <summary>Whoever can't be told of several alarms at once gets no summaries, so everything is told.</summary>
    private Call Defended(Call call, DefenseRule? rule, PolicyMatch match)
    {
        if (rule is null || (rule.Action == DefenseAction.Summarise && !ReceiverName.TakesDigests(call.Receiver)))
        {
            return call;
        }

        call.Defense = new Defense
        {
            Action = rule.Action,
            WindowMinutes = rule.WindowMinutes,
            Count = rule.Count,
            MergeFor = rule.IsMerged ? call.Receiver : "",
        };
        call.Defense.Dimensions.Add(rule.By.Select(name => new Dimension { Name = name, Value = Dimensions.ValueOf(name, alarm, match, call) }));
        return call;
    }
}
