using Tocsin.Dispatch.Receivers;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Dispatch.Routing;

/// <summary>Where alarms go by the settings that hold now.</summary>
internal sealed class LiveRoutes(DispatchRules rules, ReceiverTable receivers) : IRoutes
{
    public Router Router => rules.Current.Router;

    public string? WhyUntold(string receiver, AlarmMessage alarm) => receivers.Find(receiver)?.WhyUntold(alarm);

    public bool TakesDigests(string receiver) => receivers.Find(receiver)?.Limits.TakesDigests ?? true;
}
