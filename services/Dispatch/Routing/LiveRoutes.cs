using Tocsin.Dispatch.Receivers;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Dispatch.Routing;

/// <summary>The routes and receivers of the settings in force: receivers are there before an alarm is routed to them.</summary>
internal sealed class LiveRoutes : IRoutes
{
    private readonly DispatchRules _rules;
    private readonly ReceiverTable _receivers;

    public LiveRoutes(DispatchRules rules, ReceiverTable receivers)
    {
        _rules = rules;
        _receivers = receivers;
        Take(rules.Current);
        rules.Changing += Take;
    }

    public Router Router => _rules.Current.Router;

    public string? WhyUntold(string receiver, AlarmMessage alarm) => _receivers.Find(receiver)?.WhyUntold(alarm);

    private void Take(LiveSettings settings) => _receivers.Replace(settings.Router.Hooks, settings.Own.Network.Allow, settings.Own.Links);
}
