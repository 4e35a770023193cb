using Tocsin.V1;

namespace Tocsin.Converge.Converging;

/// <summary>The word a status is counted under.</summary>
internal static class StatusWord
{
    public static string Of(ProcessingStatus status) => status switch
    {
        ProcessingStatus.Received => "received",
        ProcessingStatus.Waiting => "waiting",
        ProcessingStatus.WaitingForApproval => "waiting-for-approval",
        ProcessingStatus.Running => "running",
        ProcessingStatus.Success => "success",
        ProcessingStatus.Partial => "partial",
        ProcessingStatus.Failure => "failure",
        ProcessingStatus.Skipped => "skipped",
        ProcessingStatus.Shielded => "shielded",
        ProcessingStatus.Blocked => "blocked",
        _ => "unspecified",
    };
}
