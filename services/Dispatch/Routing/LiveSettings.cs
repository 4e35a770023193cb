using Tocsin.Engine.Routing;

namespace Tocsin.Dispatch.Routing;

/// <summary>The settings that hold at one moment.</summary>
/// <param name="Router">Where alarms go; its hooks are all there are.</param>
/// <param name="Own">What Dispatch's own file says.</param>
internal sealed record LiveSettings(Router Router, RoutingSettings Own)
{
    public static LiveSettings Nothing { get; } = new(Router.ToNobody, RoutingSettings.Empty);
}
