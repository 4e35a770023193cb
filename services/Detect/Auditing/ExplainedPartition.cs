using Tocsin.Engine.Auditing;
using Tocsin.Engine.Rules;

namespace Tocsin.Detect.Auditing;

/// <summary>What the replay of a partition saw of a rule and entity.</summary>
/// <param name="Partition">Of the metrics topic.</param>
/// <param name="Start">From what it was replayed.</param>
/// <param name="StartOffset">The first record replayed.</param>
/// <param name="Rules">Those that made the check, or are in force where the log ends.</param>
/// <param name="CheckOffset">The record that made the check, before its own samples were taken; null if the log hasn't come to it.</param>
/// <param name="ClockMs">Where its clock stands.</param>
/// <param name="Trace">What was seen.</param>
public sealed record ExplainedPartition(int Partition, StartKind Start, long StartOffset, RuleSet Rules, long? CheckOffset, long ClockMs, RuleTrace Trace)
{
    public bool IsChecked => CheckOffset is not null;

    /// <summary>The samples that were there at the check.</summary>
    public bool IsInTime(TracedSample sample) => sample.Fate != SampleFate.Late && (CheckOffset is null || sample.Offset < CheckOffset);

    public bool IsKnown => Trace.Subjects.Count > 0 || Trace.IsKnown || Trace.Rejected.Count > 0;
}
