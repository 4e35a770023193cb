using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Dispatch;

/// <summary>What Dispatch needs to know.</summary>
public sealed record DispatchSettings
{
    public required ClientSettings Client { get; init; }

    /// <summary>Hooks, routes and the network, besides the hooks of the active rules; read again whenever it changes. Null if there is no such file.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Where it learns what to tell to whom.</summary>
    public DispatchSource From { get; init; } = DispatchSource.Commands;

    public Topics Topics { get; init; } = new();

    /// <summary>What the names of the consumer groups of both stages begin with.</summary>
    public string GroupId { get; init; } = "tocsin.dispatch";

    /// <summary>The name of this instance, the same after a restart; null if it has none.</summary>
    public string? Instance { get; init; }

    public RunnerSettings Runner { get; init; } = new();

    /// <summary>Whether questions go out with a link and a page takes the answers, if the settings file says where; only one in a process can.</summary>
    public bool ServesApprovals { get; init; } = true;
}
