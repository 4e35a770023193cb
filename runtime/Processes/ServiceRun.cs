using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Processes;

/// <summary>What the command line of a service says, checked.</summary>
public sealed record ServiceRun
{
    public required ClientSettings Client { get; init; }

    public required Protos.Topics Topics { get; init; }

    public required string GroupId { get; init; }

    /// <summary>The name of this instance, null if it has none.</summary>
    public string? Instance { get; init; }

    public required RunnerSettings Runner { get; init; }

    /// <summary>As <see cref="Telemetry.ListenAddress"/> takes it.</summary>
    public required string Listen { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Set when the process is asked to end.</summary>
    public required CancellationToken Stop { get; init; }
}
