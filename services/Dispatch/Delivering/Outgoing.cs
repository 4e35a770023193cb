using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>Makes the message that tells what is due.</summary>
internal static class Outgoing
{
    public static OutgoingMessage Of(Due due, long nowMs)
    {
        var only = due.Deliveries.Length == 1 ? due.Deliveries[0] : null;
        return new OutgoingMessage
        {
            Id = due.MessageId,
            Alarms = [.. due.Deliveries.SelectMany(delivery => delivery.Alarms)],
            NowMs = nowMs,
            IsSummary = only?.Summary is not null,
            More = only?.More ?? 0,
            Asks = only?.Delivery.Errand is { Question: not null } errand ? errand : null,
            Errands = ErrandWords.ByAlarm(due.Deliveries.SelectMany(delivery => delivery.Alarms.Select(alarm => (alarm, (Errand?)delivery.Delivery.Errand)))),
        };
    }
}
