using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>A difference between what was recorded and what follows from the log.</summary>
/// <param name="Kind">What kind of.</param>
/// <param name="OriginOffset">The record of the metrics partition it is about.</param>
/// <param name="Derived">What follows from the log; null if nothing does.</param>
/// <param name="Recorded">What was recorded; null if nothing was.</param>
public sealed record Finding(FindingKind Kind, long OriginOffset, AlarmMessage? Derived, RecordedAlarm? Recorded);
