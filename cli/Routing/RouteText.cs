using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Routing;

/// <summary>Where an alarm goes, for people.</summary>
internal static class RouteText
{
    public static void Write(AlarmMessage alarm, RoutedAlarm routed, IReadOnlyList<UntoldReceiver> untold, Router router, Terminal terminal)
    {
        terminal.Out.WriteLine($"{terminal.Bold($"{alarm.RuleName} {alarm.Name}".TrimEnd())}, {StateWord.Of(alarm.State)}, goes to {Plural.Of(routed.Receivers.Length, "receiver")}");
        var width = routed.Receivers.Concat(routed.Unreachable).Concat(untold.Select(each => each.Receiver)).Select(receiver => receiver.Name.Length)
            .Concat(routed.Routes.Select(outcome => outcome.Route.Name.Length)).DefaultIfEmpty().Max();
        foreach (var receiver in routed.Receivers)
        {
            terminal.Out.WriteLine($"  {terminal.Green(receiver.Name.PadRight(width))}  {Reason(receiver.Reason)}");
        }

        foreach (var (receiver, why) in untold)
        {
            terminal.Out.WriteLine($"  {terminal.Yellow(receiver.Name.PadRight(width))}  {Reason(receiver.Reason)}, but isn't told of this: {why}");
        }

        foreach (var hook in routed.Unreachable)
        {
            terminal.Out.WriteLine($"  {terminal.Red(hook.Name.PadRight(width))}  {Reason(hook.Reason)}: {router.WhyUnreachable(hook.Name)}");
        }

        if (routed.WhyNobody is { } nobody)
        {
            terminal.Out.WriteLine($"  {terminal.Yellow("nobody")}: {nobody}");
        }

        WriteRoutes(routed, width, terminal);
    }

    private static void WriteRoutes(RoutedAlarm routed, int width, Terminal terminal)
    {
        if (routed.BaseReplacedBy is { } route)
        {
            terminal.Out.WriteLine($"The {routed.Base} aren't told: route {route} stands instead of them.");
        }

        if (!routed.Routes.IsEmpty)
        {
            terminal.Out.WriteLine("Routes, in order:");
        }

        foreach (var outcome in routed.Routes)
        {
            terminal.Out.WriteLine($"  {outcome.Route.Name.PadRight(width)}  {outcome.WhyNot ?? Matches(outcome.Route)}");
        }
    }

    private static string Matches(Route route) =>
        $"matches{(route.To.IsEmpty ? ", to nobody" : $", to {string.Join(", ", route.To)}")}{(route.Instead ? $", instead of the {Router.RuleHooks} or the {Router.DefaultHooks}" : "")}{(route.Continue ? "" : ", and is the last one")}";

    private static string Reason(string reason) => reason is Router.RuleHooks or Router.DefaultHooks ? reason : $"route {reason}";
}
