using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Dispatch.Routing;

/// <summary>Where alarms go by the settings of this moment. To be used from any thread; no call waits for anything.</summary>
internal interface IRoutes
{
    Router Router { get; }

    /// <summary>Null if the receiver is told of this alarm, or isn't known yet; else why not, such as "no recovery-text-template".</summary>
    string? WhyUntold(string receiver, AlarmMessage alarm);

    /// <summary>False for a receiver that has to be told of each alarm in a message of its own.</summary>
    bool TakesDigests(string receiver);
}
