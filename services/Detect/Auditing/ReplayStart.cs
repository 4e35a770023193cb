using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;

namespace Tocsin.Detect.Auditing;

/// <summary>Where a replay of a partition begins.</summary>
/// <param name="Kind">From what.</param>
/// <param name="Offset">The first record to replay.</param>
/// <param name="Load">Makes a detector that stands there.</param>
/// <param name="Settling">What it isn't sure of; null if it is as if it had always been there.</param>
internal sealed record ReplayStart(StartKind Kind, long Offset, Func<Detector> Load, Settling? Settling);
