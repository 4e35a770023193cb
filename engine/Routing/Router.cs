using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Routing;

/// <summary>
/// Says where an alarm goes: to the hooks its rule names, else to the default hooks, and to those of every route that matches. Immutable: new
/// settings make a new router.
/// </summary>
public sealed class Router
{
    public const string RuleHooks = "hooks of the rule";
    public const string DefaultHooks = "default hooks";
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _receivers;
    private readonly ImmutableArray<string> _defaults;
    private readonly ImmutableArray<Route> _routes;

    /// <param name="ofRules">The hooks of the active rules.</param>
    /// <param name="own">Dispatch's own settings, whose hooks win over those of the same name.</param>
    public Router(ImmutableArray<HookSettings> ofRules, RoutingSettings own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var wins = own.Hooks.ToDictionary(hook => hook.FullName);
        Hooks =
        [
            .. ofRules.Select(hook => wins.Remove(hook.FullName, out var winner) ? winner : hook),
            .. own.Hooks.Where(hook => wins.ContainsKey(hook.FullName)),
        ];
        _receivers = Hooks.ToImmutableDictionary(hook => hook.FullName, ReceiverName.AllOf);
        _defaults = [.. Hooks.Where(hook => hook.IsDefault).Select(hook => hook.FullName)];
        _routes = own.Routes;
    }

    /// <summary>Nobody is told of anything.</summary>
    public static Router ToNobody { get; } = new([], RoutingSettings.Empty);

    /// <summary>All hooks there are: those of the rules in their order, then those that only Dispatch has.</summary>
    public ImmutableArray<HookSettings> Hooks { get; }

    public RoutedAlarm Route(AlarmMessage alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        var outcomes = Outcomes(alarm);
        var matching = outcomes.Where(outcome => outcome.WhyNot is null).Select(outcome => outcome.Route).ToList();
        var instead = matching.Find(route => route.Instead)?.Name;
        var (reason, hooks) = alarm.Hooks.Count > 0 ? (RuleHooks, [.. alarm.Hooks]) : (DefaultHooks, _defaults);
        var meant = (instead is null ? hooks.Select(hook => (Hook: hook, Reason: reason)) : [])
            .Concat(matching.SelectMany(route => route.To.Select(hook => (Hook: hook, Reason: route.Name))))
            .DistinctBy(pair => pair.Hook)
            .ToLookup(pair => _receivers.TryGetValue(pair.Hook, out var receivers) && !receivers.IsEmpty);
        return new RoutedAlarm
        {
            Base = reason,
            BaseReplacedBy = instead,
            Receivers = [.. meant[true].SelectMany(pair => _receivers[pair.Hook].Select(receiver => new RoutedReceiver(receiver, pair.Reason)))],
            Unreachable = [.. meant[false].Select(pair => new RoutedReceiver(pair.Hook, pair.Reason))],
            Routes = outcomes,
        };
    }

    /// <summary>True for the name of one receiver.</summary>
    public bool HasReceiver(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _receivers.TryGetValue(ReceiverName.HookOf(name), out var receivers) && receivers.Contains(name);
    }

    /// <summary>All receivers of a hook, or the one that has this name; none if there is neither.</summary>
    public ImmutableArray<string> ReceiversOf(string hookOrReceiver) =>
        _receivers.TryGetValue(hookOrReceiver, out var receivers) ? receivers
        : HasReceiver(hookOrReceiver) ? [hookOrReceiver]
        : [];

    /// <summary>Why nobody can be told by a hook.</summary>
    public string WhyUnreachable(string hook) =>
        _receivers.ContainsKey(hook) ? $"hook {hook} has no receiver" : $"there is no hook {hook}, neither in the active rules nor in Dispatch's settings";

    private ImmutableArray<RouteOutcome> Outcomes(AlarmMessage alarm)
    {
        var outcomes = ImmutableArray.CreateBuilder<RouteOutcome>(_routes.Length);
        string? last = null;
        foreach (var route in _routes)
        {
            var whyNot = last is null ? route.Match.WhyNot(alarm) : $"not looked at: route {last} doesn't continue";
            outcomes.Add(new RouteOutcome(route, whyNot));
            if (whyNot is null && !route.Continue)
            {
                last = route.Name;
            }
        }

        return outcomes.MoveToImmutable();
    }
}
