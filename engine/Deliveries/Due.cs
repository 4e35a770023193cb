using System.Collections.Immutable;

namespace Tocsin.Engine.Deliveries;

/// <summary>Deliveries of one receiver that something is to be done with.</summary>
/// <param name="Kind">What.</param>
/// <param name="MessageId">The id of the message, for those that are sent or put together.</param>
/// <param name="Deliveries">In the order of the log.</param>
public sealed record Due(DueKind Kind, string MessageId, ImmutableArray<OpenDelivery> Deliveries)
{
    /// <summary>How many attempts there were at this message.</summary>
    public int Attempts => Deliveries[0].Attempts;

    /// <summary>How many alarms the message tells one by one.</summary>
    public int AlarmCount => Deliveries.Sum(delivery => delivery.Told);
}
