using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>What came of attempts, as records of the log.</summary>
internal static class AttemptRecords
{
    public const string Expired = "expired";
    public const string TooLate = "too-late";

    public static Attempt Of(string receiver, Underway underway, Answer answer, ReceiverLimits limits, long nowMs)
    {
        var due = underway.Due;
        var nextMs = nowMs + limits.Backoff.WaitMs(due.MessageId, due.Attempts + 1, answer.WaitMs);
        var result = ResultOf(answer.Verdict, due, nextMs);
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
            NextMs = result == AttemptResult.Retry ? nextMs : 0,
            Warning = answer.Warning,
        };
    }

    /// <summary>Nothing was sent: it is too late for it.</summary>
    public static Attempt OfGivenUp(string receiver, Due due, long nowMs) => new()
    {
        Receiver = receiver,
        Offsets = { due.Deliveries.Select(delivery => delivery.Offset) },
        Result = AttemptResult.Dead,
        Reason = due.Kind == DueKind.TooLate ? TooLate : Expired,
        Detail = due.Kind == DueKind.TooLate ? "it could not be delivered while it was of use" : "it could not be delivered within the receiver's max-age",
        StartedMs = nowMs,
    };

    private static AttemptResult ResultOf(Verdict verdict, Due due, long nextMs) => verdict switch
    {
        Verdict.Delivered => AttemptResult.Delivered,
        Verdict.TryAgain when WillBeTriedAgain(due, nextMs) => AttemptResult.Retry,
        Verdict.ContentRefused when due.AlarmCount > 1 => AttemptResult.Split,
        _ => AttemptResult.Dead,
    };

    /// <summary>An errand may allow no further attempt, or none so late. Then this one was the last, and its reason is the one that counts.</summary>
    private static bool WillBeTriedAgain(Due due, long nextMs) => due.Deliveries[0].Errand is not { } errand
        || ((errand.MaxAttempts == 0 || due.Attempts + 1 < errand.MaxAttempts) && (errand.NotAfterMs == 0 || nextMs < errand.NotAfterMs));
}
