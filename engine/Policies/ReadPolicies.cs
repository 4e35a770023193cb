using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Policies;

/// <summary>What reading files of policies gave: every problem found, file by file, and the book if none of them is an error.</summary>
public sealed record ReadPolicies(PolicyBook? Book, ImmutableArray<Problem> Problems);
