using System.Collections.Immutable;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Receivers;

/// <summary>What receivers of each type take, unless the hook says otherwise: the paces are those that the services publish.</summary>
internal static class ChannelLimits
{
    private const int SecondMs = 1_000;
    private const int MinuteMs = 60_000;

    public static ReceiverLimits Of(HookSettings hook)
    {
        var (limits, delivery) = (OfType(hook.Type), hook.Delivery);
        return limits with
        {
            AlarmsPerMessage = delivery.PerMessage ?? limits.AlarmsPerMessage,
            MessagesAtOnce = delivery.AtOnce ?? limits.MessagesAtOnce,
            Pace = delivery.Pace ?? limits.Pace,
            MaxAgeMs = delivery.MaxAgeMs ?? limits.MaxAgeMs,
        };
    }

    private static ReceiverLimits OfType(string type) => type switch
    {
        "webhook" => new() { AlarmsPerMessage = 100, MessagesAtOnce = 4 },
        "gRPC" => new() { AlarmsPerMessage = 100, MessagesAtOnce = 4, KeepsRecoveriesApart = true },
        "slack" => new() { AlarmsPerMessage = 20, Pace = Of((1, SecondMs)) },
        "wechat" or "dingtalk" => new() { Pace = Of((20, MinuteMs)) },
        "feishu" => new() { Pace = Of((100, MinuteMs), (5, SecondMs)) },
        "discord" => new() { Pace = Of((30, MinuteMs), (5, 2 * SecondMs)) },
        "teams" => new() { Pace = Of((4, SecondMs)) },
        "telegram" => new() { Pace = Of((20, MinuteMs), (1, SecondMs)) },
        "pagerduty" => new() { MessagesAtOnce = 4, Pace = Of((60, 30 * SecondMs)) },
        "email" => new() { Pace = Of((20, MinuteMs)) },
        _ => new(),
    };

    private static Pace Of(params ImmutableArray<(int Messages, int PerMs)> limits) => new([.. limits.Select(limit => new PaceLimit(limit.Messages, limit.PerMs))]);
}
