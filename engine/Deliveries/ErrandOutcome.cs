using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>What a delivery that is settled means for the record it was done for.</summary>
internal static class ErrandOutcome
{
    /// <summary>
    /// Null if nobody waits for one: the delivery was no errand, or was sent again by hand; it is one of several of which another one tells; or it was a
    /// question, which is over when it is answered.
    /// </summary>
    public static (ByteString Key, Outcome Outcome)? Of(OpenDelivery member, DeliveryState state, Attempt attempt) =>
        member.Errand is not { RecordId.Length: > 0, KindCase: not Errand.KindOneofCase.Question } errand ? null : (errand.Key, new Outcome
        {
            RecordId = errand.RecordId,
            Result = state.Status == DeliveryStatus.Delivered ? OutcomeResult.Success : OutcomeResult.Failure,
            Reason = attempt.Reason,
            Detail = attempt.Detail,
            Attempts = (uint)member.Attempts,
            StartedMs = attempt.StartedMs,
            DurationMs = attempt.DurationMs,
        });
}
