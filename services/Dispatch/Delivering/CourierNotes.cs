using Microsoft.Extensions.Logging;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>Tells logs and metrics what the couriers do.</summary>
internal sealed class CourierNotes(ILogger logger)
{
    /// <summary>How often to look whether the settings have a receiver that they lacked.</summary>
    public const int LookAgainMs = 1_000;

    /// <summary>An attempt has ended, or was given up without one.</summary>
    public void Attempted(Attempt attempt, Due due)
    {
        var first = due.Deliveries[0].Delivery.Alarm;
        if (attempt.Warning.Length > 0)
        {
            DispatchLog.Warned(logger, attempt.Receiver, first.RuleName, first.Name, attempt.Warning);
        }

        switch (attempt.Result)
        {
            case AttemptResult.Dead:
                DispatchLog.GivenUp(logger, attempt.Receiver, attempt.Offsets.Count, first.RuleName, first.Name, attempt.Reason, Detail(attempt));
                break;
            case AttemptResult.Retry:
                DispatchLog.Failed(logger, attempt.Receiver, attempt.Offsets.Count, first.RuleName, first.Name, attempt.Reason, Detail(attempt), attempt.NextMs - attempt.StartedMs);
                break;
            case AttemptResult.Split:
                DispatchLog.Split(logger, attempt.Receiver, attempt.Offsets.Count, attempt.Reason, Detail(attempt));
                break;
        }
    }

    /// <summary>What waited in the log was read.</summary>
    public void Claimed(Claim claim)
    {
        if (claim.Lost > 0)
        {
            DispatchLog.Lost(logger, claim.Receiver, claim.Lost);
        }
    }

    /// <summary>What waits in the log could not be read now.</summary>
    public void NotRead(string receiver, string reason) => DispatchLog.NotRead(logger, receiver, reason);

    private static string Detail(Attempt attempt) => attempt.Detail.Length > 0 ? $": {attempt.Detail}" : "";
}
