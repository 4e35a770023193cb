using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>A shield is made, or taken back.</summary>
public sealed record ShieldEvent(long AtMs, int Line, Shield Shield) : PolicyEvent(AtMs, Line);
