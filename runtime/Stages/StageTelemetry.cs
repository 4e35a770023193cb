using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Stages;

/// <summary>Who is told what a runner does: those who count, and those who ask whether it is well.</summary>
internal sealed record StageTelemetry(StageMetrics Metrics, StageHealth Health);
