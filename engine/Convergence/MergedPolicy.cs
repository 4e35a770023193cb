namespace Tocsin.Engine.Convergence;

/// <summary>The newest group that a policy created for a receiver.</summary>
internal sealed record MergedPolicy(string Policy, long NewestMs, string GroupId);
