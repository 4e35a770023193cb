using Tocsin.V1;

namespace Tocsin.Unit.Routing;

/// <summary>An alarm to route: of service checkout of the shop, critical, firing.</summary>
internal static class Alarms
{
    public static AlarmMessage Critical(params string[] hooks) => new()
    {
        Id = "alarm-1",
        EpisodeId = "episode-1",
        RuleName = "service_sla_rule",
        ScopeId = 1,
        Scope = "SERVICE",
        Name = "checkout",
        Id0 = "c",
        State = AlarmState.Firing,
        Tags = new AlarmTags { Data = { new KeyStringValuePair { Key = "level", Value = "CRITICAL" } } },
        Attributes = { ["business"] = "shop" },
        Hooks = { hooks },
    };
}
