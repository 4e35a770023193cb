namespace Tocsin.TopologyTests.Simulation;

/// <summary>The process is gone, in the midst of what it did.</summary>
internal sealed class SimulatedCrashException(string step) : Exception($"crashed {step}");
