namespace Tocsin.Engine.PolicyScenarios;

/// <summary>How questions for approval are answered.</summary>
/// <param name="Of">Which ones.</param>
/// <param name="IsApproved">Yes or no.</param>
/// <param name="By">Who answers.</param>
/// <param name="AfterMs">So long after they were asked.</param>
public sealed record ScriptedAnswer(CommandPattern Of, bool IsApproved, string By, long AfterMs);
