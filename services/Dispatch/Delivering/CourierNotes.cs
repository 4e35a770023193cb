using Microsoft.Extensions.Logging;
using Tocsin.Engine.Deliveries;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>Tells logs and metrics what the desks of one partition do.</summary>
internal sealed class CourierNotes(DeliveryMetrics metrics, ILogger logger)
{
    /// <summary>How often to look whether the settings have a receiver that they lacked.</summary>
    public const int LookAgainMs = 1_000;

    /// <summary>New states go to the ledger.</summary>
    public void Changed(List<DeliveryState> states)
    {
        foreach (var state in states)
        {
            switch (state.Status)
            {
                case DeliveryStatus.Queued:
                    metrics.Queued(state.Receiver);
                    break;
                case DeliveryStatus.Delivered or DeliveryStatus.Dead:
                    metrics.Settled(state.Receiver, state.Status == DeliveryStatus.Dead);
                    break;
            }
        }
    }

    /// <summary>The outbox looks like this now.</summary>
    public void Show(Outbox outbox)
    {
        var oldestMs = outbox.Open.FirstOrDefault()?.QueuedMs ?? outbox.Backlog?.SinceMs ?? long.MaxValue;
        metrics.SetOutbox(outbox.Receiver, outbox.Open.Count, outbox.Backlog?.Count ?? 0, oldestMs);
    }

    /// <summary>Nothing is sent for a while, because too much went wrong; or it is again.</summary>
    public void Blocked(string receiver, bool isBlocked) => metrics.SetCircuit(receiver, isBlocked);

    /// <summary>An attempt has ended, or was given up without one.</summary>
    public void Attempted(Attempt attempt, Due due, ReceiverLimits limits)
    {
        if (attempt.MessageId.Length > 0)
        {
            metrics.Attempted(attempt.Receiver, attempt.Reason, TimeSpan.FromMilliseconds(attempt.DurationMs));
        }

        if (attempt.Result == AttemptResult.Delivered && due.AlarmCount > limits.AlarmsPerMessage)
        {
            metrics.Digested(attempt.Receiver, due.AlarmCount);
        }

        var first = due.Deliveries[0].Alarms.First();
        if (attempt.Warning.Length > 0)
        {
            DispatchLog.Warned(logger, attempt.Receiver, first.RuleName, first.Name, attempt.Warning);
        }

        switch (attempt.Result)
        {
            case AttemptResult.Dead:
                DispatchLog.GivenUp(logger, attempt.Receiver, due.AlarmCount, first.RuleName, first.Name, attempt.Reason, Detail(attempt));
                break;
            case AttemptResult.Retry:
                DispatchLog.Failed(logger, attempt.Receiver, due.AlarmCount, first.RuleName, first.Name, attempt.Reason, Detail(attempt), attempt.NextMs - attempt.StartedMs);
                break;
            case AttemptResult.Split:
                DispatchLog.Split(logger, attempt.Receiver, due.AlarmCount, attempt.Reason, Detail(attempt));
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
