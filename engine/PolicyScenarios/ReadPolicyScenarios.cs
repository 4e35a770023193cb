using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>What reading a file of tests gave: every problem found, and the tests if none of them is an error.</summary>
public sealed record ReadPolicyScenarios(ImmutableArray<PolicyScenario> Scenarios, ImmutableArray<Problem> Problems);
