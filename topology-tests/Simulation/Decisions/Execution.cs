using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>A command that the executor carried out.</summary>
/// <param name="Partition">Of the commands topic.</param>
/// <param name="Command">What.</param>
internal sealed record Execution(int Partition, ActionCommand Command);
