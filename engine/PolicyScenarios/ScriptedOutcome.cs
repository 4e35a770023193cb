using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>How packages end.</summary>
/// <param name="Of">Which ones.</param>
/// <param name="Result">Unspecified: they never end.</param>
/// <param name="Reason">One word.</param>
/// <param name="AfterMs">So long after they began.</param>
public sealed record ScriptedOutcome(CommandPattern Of, OutcomeResult Result, string Reason, long AfterMs);
