namespace Tocsin.Engine.Auditing;

/// <summary>What is remembered of a rule or composite rule and an entity.</summary>
/// <param name="RuleName">Which one.</param>
/// <param name="Window">Null for a composite rule.</param>
/// <param name="Cycle">Null if there is neither silence nor an episode.</param>
public sealed record KeptSubject(string RuleName, KeptWindow? Window, KeptCycle? Cycle);
