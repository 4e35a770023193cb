namespace Tocsin.Engine.Rules;

/// <summary>What one settings file says of hooks, for whoever reads another one that goes with it.</summary>
/// <param name="Declared">Full names of the hooks it has.</param>
/// <param name="Named">Full names of the hooks it sends alarms to.</param>
public sealed record OtherHooks(IReadOnlyCollection<string> Declared, IReadOnlyCollection<string> Named);
