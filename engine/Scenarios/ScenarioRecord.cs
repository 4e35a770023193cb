using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>One record of the partition that a scenario plays, with its timestamp.</summary>
public sealed record ScenarioRecord(long TimestampMs, MetricRecord Record);
