namespace Tocsin.TopologyTests.Simulation;

/// <summary>The time during which one instance has a partition.</summary>
/// <param name="Partition">Which.</param>
/// <param name="MemberId">As whom the instance had joined the group, empty for a plain run.</param>
/// <param name="EndAtBirth">Of the partition, when this began.</param>
internal sealed record Tenure(int Partition, string MemberId, long EndAtBirth)
{
    /// <summary>Like that of no other.</summary>
    public int Number { get; init; }

    /// <summary>The instance was told that the partition goes, or is gone.</summary>
    public bool IsOver { get; set; }

    /// <summary>The partition was taken away, and all there was to do before was done.</summary>
    public bool WentInOrder { get; set; }

    /// <summary>
    /// What is wrong if this one does again what an earlier one did; null if nothing is: what came of it was not in the log when this one began, and
    /// the earlier one crashed, lost the partition, or didn't wait for it when it gave the partition up.
    /// </summary>
    /// <param name="earlier">Who did it before.</param>
    /// <param name="wasCancelled">It was not waited for.</param>
    /// <param name="doneAt">Where the log says what came of it, null if it doesn't.</param>
    public string? WhyNotAgain(Tenure earlier, bool wasCancelled, long? doneAt) =>
        doneAt < EndAtBirth ? "the log said what had come of it"
        : ReferenceEquals(earlier, this) ? "it was its own"
        : earlier.WentInOrder && !wasCancelled ? "its owner had given up the partition in order"
        : earlier.MemberId == MemberId && !earlier.IsOver ? "its owner had not been told that the partition was gone"
        : null;
}
