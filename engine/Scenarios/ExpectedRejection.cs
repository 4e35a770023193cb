using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>A sample that must be turned away when it arrives. What is null may be anything.</summary>
public sealed record ExpectedRejection
{
    /// <summary>Where it stands in the scenario file, counted from 1.</summary>
    public required int Line { get; init; }

    public required long AtMs { get; init; }

    public required RejectReason Reason { get; init; }

    public string? Metric { get; init; }

    /// <summary>Only its identity counts.</summary>
    public Entity? Entity { get; init; }
}
