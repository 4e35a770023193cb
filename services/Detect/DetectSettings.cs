using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>What Detect needs to know.</summary>
public sealed record DetectSettings
{
    public required ClientSettings Client { get; init; }

    /// <summary>A settings file to apply at the start and whenever it changes; null leaves the rules to <c>tocsin rules apply</c>.</summary>
    public string? RulesFile { get; init; }

    public Topics Topics { get; init; } = new();

    public string GroupId { get; init; } = "tocsin.detect";

    /// <summary>The name of this instance, the same after a restart; null if it has none.</summary>
    public string? Instance { get; init; }

    public RunnerSettings Runner { get; init; } = new();
}
