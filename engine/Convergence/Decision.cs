using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Why a request goes where it goes: a word to count by and a sentence for people, with the status that follows.</summary>
internal readonly record struct Decision(ProcessingStatus Status, string Reason, string Sentence)
{
    public static Decision Undefended { get; } = new(ProcessingStatus.Running, "undefended", "No defense stands before the package.");

    public static Decision TooManyWaiting { get; } = new(ProcessingStatus.Skipped, "too-many-waiting", "As many of its group wait already as may.");

    public static Decision Succeeded { get; } = new(ProcessingStatus.Skipped, "succeeded", "One of its group that ran has succeeded.");

    public static Decision AllFailed { get; } = new(ProcessingStatus.Running, "all-failed", "Those of its group that ran have all failed.");

    public static Decision NoneRunning { get; } = new(ProcessingStatus.Running, "none-running", "None of its group is running.");

    public static Decision SkippedForRunning { get; } = new(ProcessingStatus.Skipped, "running", "One of its group is running.");

    public static Decision WaitsForRunning { get; } = new(ProcessingStatus.Waiting, "waits", "One of its group is running: it waits for the end of it.");

    public static Decision WaitedTooLong { get; } = new(ProcessingStatus.Skipped, "waited-too-long", "It has waited as long as the package may run.");

    public static Decision Approved { get; } = new(ProcessingStatus.Running, "approved", "It was approved.");

    public static Decision Refused { get; } = new(ProcessingStatus.Skipped, "refused", "It was refused.");

    public static Decision Unanswered { get; } = new(ProcessingStatus.Skipped, "unanswered", "Nobody answered the request for approval in 30 minutes.");

    public static Decision Held { get; } = new(ProcessingStatus.Waiting, "held", "It waits for the summary of its group.");

    public static Decision HeldForMerge { get; } = new(ProcessingStatus.Waiting, "merged", "It waits for the summary of several policies for its receiver.");

    public static Decision Summarised { get; } = new(ProcessingStatus.Skipped, "summarised", "A summary tells it.");

    public static Decision Summary { get; } = new(ProcessingStatus.Running, "summary", "It tells what its group held back.");

    public static Decision Shielded(string by) => new(ProcessingStatus.Shielded, "shielded", $"The silence '{by}' shields the alarm.");

    public static Decision Blocked(string by) => new(ProcessingStatus.Blocked, "blocked", $"The storm guard's circuit '{by}' is open.");

    public static Decision Acknowledged(string by) => new(ProcessingStatus.Skipped, "acknowledged", $"{by} takes care of the alarm.");

    /// <summary>The reason is the withdrawal's own: see <see cref="WithdrawalReason"/>.</summary>
    public static Decision Withdrawn(Withdrawal withdrawal) => new(ProcessingStatus.Skipped, withdrawal.Reason, withdrawal.Sentence);

    public static Decision Unable(string because) => new(ProcessingStatus.Failure, because, "The package can't run.");

    public static Decision Manual(string by) => new(ProcessingStatus.Running, "manual", $"Run by hand by {by}: no defense stands in its way.");

    public static Decision BelowCount(uint count, Defense defense) => new(ProcessingStatus.Running, "below-count", string.Create(
        CultureInfo.InvariantCulture, $"It is number {count} within {ConvergenceKey.Window(defense)} min, where {ConvergenceKey.Count(defense)} may run."));

    public static Decision CreatesGroup(Defense defense) => new(ProcessingStatus.Running, "creates-group", string.Create(
        CultureInfo.InvariantCulture, $"It is the last of {ConvergenceKey.Count(defense)} that may run within {ConvergenceKey.Window(defense)} min: the group begins with it."));

    public static Decision Exceeds(uint count, Defense defense) => new(ProcessingStatus.Skipped, "exceeds", string.Create(
        CultureInfo.InvariantCulture, $"It is number {count} of its group, of which {ConvergenceKey.Count(defense)} may run."));

    public static Decision AsksFor(uint count, Defense defense) => new(ProcessingStatus.WaitingForApproval, "asks", string.Create(
        CultureInfo.InvariantCulture, $"It is number {count} of its group, of which {ConvergenceKey.Count(defense)} may run without being asked for."));
}
