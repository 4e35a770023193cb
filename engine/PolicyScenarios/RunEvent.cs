using Tocsin.Engine.Policies;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Somebody runs a package by hand.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Line">Where it stands in the file, from 1.</param>
/// <param name="Package">The package.</param>
/// <param name="Receiver">For a notification: whom to tell.</param>
/// <param name="About">The rule and entity whose newest alarm it is about; null if about none.</param>
/// <param name="By">Who.</param>
public sealed record RunEvent(long AtMs, int Line, Package Package, string Receiver, (string Rule, Entity Entity)? About, string By) : PolicyEvent(AtMs, Line);
