using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>What came of attempts, as records of the log.</summary>
internal static class AttemptRecords
{
    public const string Expired = "expired";

    public static Attempt Of(string receiver, Underway underway, Answer answer, ReceiverLimits limits, long nowMs)
    {
        var due = underway.Due;
        var result = ResultOf(answer.Verdict, due.Deliveries.Length);
        return new Attempt
        {
            Receiver = receiver,
            Offsets = { due.Deliveries.Select(delivery => delivery.Offset) },
            MessageId = due.MessageId,
            Result = result,
            Reason = answer.Reason,
            Detail = answer.Detail,
            StartedMs = underway.StartedMs,
            DurationMs = nowMs - underway.StartedMs,
            NextMs = result == AttemptResult.Retry ? nowMs + limits.Backoff.WaitMs(due.MessageId, due.Attempts + 1, answer.WaitMs) : 0,
            Warning = answer.Warning,
        };
    }

    /// <summary>Nothing was sent: it is too late for it.</summary>
    public static Attempt OfExpired(string receiver, Due due, long nowMs) => new()
    {
        Receiver = receiver,
        Offsets = { due.Deliveries.Select(delivery => delivery.Offset) },
        Result = AttemptResult.Dead,
        Reason = Expired,
        Detail = "it could not be delivered within the receiver's max-age",
        StartedMs = nowMs,
    };

    private static AttemptResult ResultOf(Verdict verdict, int alarms) => verdict switch
    {
        Verdict.Delivered => AttemptResult.Delivered,
        Verdict.TryAgain => AttemptResult.Retry,
        Verdict.ContentRefused when alarms > 1 => AttemptResult.Split,
        _ => AttemptResult.Dead,
    };
}
