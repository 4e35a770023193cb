using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Scenarios;

/// <summary>What reading a scenario file gave: every problem found, also in the settings it tests, and the scenarios if none of them is an error.</summary>
public sealed record ReadScenarios(ImmutableArray<Scenario> Scenarios, ImmutableArray<Problem> Problems);
