using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Somebody takes care of the newest alarm of a rule for an entity.</summary>
public sealed record AcknowledgeEvent(long AtMs, int Line, string Rule, Entity Entity, string By) : PolicyEvent(AtMs, Line);
