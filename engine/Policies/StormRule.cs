using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>When a policy stops asking for anything, and who is told that it has.</summary>
/// <param name="Limits">Without notices.</param>
/// <param name="Receivers">Hooks and receivers.</param>
internal sealed record StormRule(StormLimits Limits, ImmutableArray<string> Receivers);
