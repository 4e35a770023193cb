using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>What reading a settings file gave: every problem found, and the rule set if none of them is an error.</summary>
public sealed record ReadSettings(RuleSet? RuleSet, ImmutableArray<Problem> Problems);
