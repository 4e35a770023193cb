using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Routing;

/// <summary>What <c>tocsin route test -o json</c> says.</summary>
internal sealed record RouteReport(
    string Rule,
    string Entity,
    string State,
    IEnumerable<RouteReport.Receiver> Receivers,
    IEnumerable<RouteReport.Receiver> Untold,
    IEnumerable<RouteReport.Receiver> Unreachable,
    string? WhyNobody,
    string Base,
    string? BaseReplacedBy,
    IEnumerable<RouteReport.RouteLine> Routes)
{
    public static RouteReport Of(AlarmMessage alarm, RoutedAlarm routed, IEnumerable<UntoldReceiver> untold, Router router) => new(
        alarm.RuleName,
        alarm.Name,
        StateWord.Of(alarm.State),
        routed.Receivers.Select(receiver => new Receiver(receiver.Name, receiver.Reason, null)),
        untold.Select(each => new Receiver(each.Receiver.Name, each.Receiver.Reason, each.Why)),
        routed.Unreachable.Select(hook => new Receiver(hook.Name, hook.Reason, router.WhyUnreachable(hook.Name))),
        routed.WhyNobody,
        routed.Base,
        routed.BaseReplacedBy,
        routed.Routes.Select(outcome => new RouteLine(
            outcome.Route.Name, outcome.WhyNot is null, outcome.WhyNot, outcome.Route.To, outcome.Route.Instead, outcome.Route.Continue)));

    /// <param name="Name">The receiver, or the hook that leads to none.</param>
    /// <param name="Why">"hooks of the rule", "default hooks" or the name of a route.</param>
    /// <param name="Problem">Why it can't be reached, or isn't told.</param>
    internal sealed record Receiver(string Name, string Why, string? Problem);

    internal sealed record RouteLine(string Name, bool Matches, string? WhyNot, IEnumerable<string> To, bool Instead, bool Continue);
}
