using Tocsin.Protos;
using Tocsin.Runtime.Logs;

namespace Tocsin.Detect;

/// <summary>What Detect needs to know.</summary>
public sealed record DetectSettings
{
    public required ClientSettings Client { get; init; }

    /// <summary>The settings file; it is read again when it changes.</summary>
    public required string RulesFile { get; init; }

    public Topics Topics { get; init; } = new();

    public string GroupId { get; init; } = "tocsin.detect";
}
