using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>One record of the actions topic.</summary>
internal sealed record DefenseRecord(long TimestampMs, ActionRecord Body);
