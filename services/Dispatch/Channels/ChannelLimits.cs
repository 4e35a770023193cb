using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Channels;

/// <summary>What receivers of a type take unless their hook says otherwise. Providers count per robot, and so does a receiver.</summary>
internal static class ChannelLimits
{
    private const int Second = 1_000;
    private const int Minute = 60_000;

    public static ReceiverLimits Of(HookSettings hook)
    {
        var usual = Usual(hook.Type);
        return usual with
        {
            KeepsRecoveriesApart = usual.KeepsRecoveriesApart || (hook.Payload == WebhookPayload.SkyWalking && !hook.RecoveryUrls.IsEmpty),
            TakesDigests = ReceiverName.TakesDigests(hook.FullName),
            AlarmsPerMessage = hook.Delivery.PerMessage ?? usual.AlarmsPerMessage,
            MessagesAtOnce = hook.Delivery.AtOnce ?? usual.MessagesAtOnce,
            Pace = hook.Delivery.Pace ?? usual.Pace,
            MaxAgeMs = hook.Delivery.MaxAgeMs ?? usual.MaxAgeMs,
        };
    }

    private static ReceiverLimits Usual(string type) => type switch
    {
        "webhook" => new() { AlarmsPerMessage = 100, MessagesAtOnce = 8, SeesIds = true },
        "gRPC" => new() { AlarmsPerMessage = 100, MessagesAtOnce = 4, KeepsRecoveriesApart = true, SeesIds = true },
        "slack" => new() { AlarmsPerMessage = 20, Pace = Paced((1, Second)) },
        "wechat" or "dingtalk" or "welink" => new() { Pace = Paced((20, Minute)) },
        "feishu" => new() { Pace = Paced((100, Minute), (5, Second)) },
        "pagerduty" => new() { MessagesAtOnce = 4, Pace = Paced((100, Minute)) },
        "discord" => new() { Pace = Paced((30, Minute), (5, 2 * Second)) },
        "teams" => new() { Pace = Paced((4, Second)) },
        "telegram" => new() { Pace = Paced((20, Minute)) },
        "email" => new() { Pace = Paced((20, Minute)) },
        _ => new(),
    };

    private static Pace Paced(params ReadOnlySpan<(int Messages, int PerMs)> limits)
    {
        var pace = new List<PaceLimit>();
        foreach (var (messages, perMs) in limits)
        {
            pace.Add(new(messages, perMs));
        }

        return new([.. pace]);
    }
}
