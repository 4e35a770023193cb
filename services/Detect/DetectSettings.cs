using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>What Detect needs to know.</summary>
public sealed record DetectSettings
{
    public required ClientSettings Client { get; init; }

    /// <summary>The settings file; it is read again when it changes.</summary>
    public required string RulesFile { get; init; }

    public Topics Topics { get; init; } = new();

    public string GroupId { get; init; } = "tocsin.detect";

    /// <summary>The name of this instance, the same after a restart; null if it has none.</summary>
    public string? Instance { get; init; }

    public RunnerSettings Runner { get; init; } = new();
}
