using Tocsin.Engine.Deliveries;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>Receivers of all kinds.</summary>
internal static class DeliveryReceivers
{
    private const int MaxAgeMs = 120_000;
    private static readonly Backoff _backoff = new() { FirstMs = 200, LongestMs = 5_000 };

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, ReceiverLimits> All { get; } = new Dictionary<string, ReceiverLimits>
    {
        ["one"] = new() { MaxAgeMs = MaxAgeMs, Backoff = _backoff },
        ["several"] = new() { MaxAgeMs = MaxAgeMs, Backoff = _backoff, AlarmsPerMessage = 3, MessagesAtOnce = 2, SeesIds = true },
        ["paced"] = new() { MaxAgeMs = MaxAgeMs, Backoff = _backoff, MessagesAtOnce = 3, Pace = new Pace([new PaceLimit(4, 2_000)]) },
        ["each"] = new() { MaxAgeMs = MaxAgeMs, Backoff = _backoff, MessagesAtOnce = 2, TakesDigests = false, Pace = new Pace([new PaceLimit(3, 1_000)]) },
        ["apart"] = new() { MaxAgeMs = MaxAgeMs, Backoff = _backoff, AlarmsPerMessage = 5, KeepsRecoveriesApart = true, Pace = new Pace([new PaceLimit(2, 1_000)]) },
    };
}
