using Tocsin.Engine.Deliveries;

namespace Tocsin.Engine.Rules;

/// <summary>How a hook's messages are delivered, as far as the file says; the rest is the channel's own.</summary>
public sealed record DeliverySettings
{
    public static DeliverySettings Unset { get; } = new();

    /// <summary>Of one attempt.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>What was queued longer ago than this goes to the dead letters.</summary>
    public long? MaxAgeMs { get; init; }

    public Pace? Pace { get; init; }

    /// <summary>Messages underway at the same time.</summary>
    public int? AtOnce { get; init; }

    /// <summary>Alarms in one message, for channels that can tell several.</summary>
    public int? PerMessage { get; init; }
}
