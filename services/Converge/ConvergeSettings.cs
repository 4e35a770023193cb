using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Converge;

/// <summary>What Converge needs to know.</summary>
public sealed record ConvergeSettings
{
    public required ClientSettings Client { get; init; }

    /// <summary>Policies, packages and shields: a file, or a folder of such files; read again whenever one changes. Null for the built-in policy alone.</summary>
    public string? Policies { get; init; }

    /// <summary>Dispatch's own file: its hooks and routes say who is told where a policy names nobody. Null if there is none.</summary>
    public string? DispatchFile { get; init; }

    public Topics Topics { get; init; } = new();

    /// <summary>What the names of the consumer groups of both stages begin with.</summary>
    public string GroupId { get; init; } = "tocsin.converge";

    /// <summary>The name of this instance, the same after a restart; null if it has none.</summary>
    public string? Instance { get; init; }

    public RunnerSettings Runner { get; init; } = new();
}
