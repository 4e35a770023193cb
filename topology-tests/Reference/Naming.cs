using System.Collections.Immutable;

namespace Tocsin.TopologyTests.Reference;

/// <summary>What a sample calls its entity. An empty name is none.</summary>
internal sealed record Naming(string Name, ImmutableSortedDictionary<string, string> Attributes)
{
    public static Naming None { get; } = new("", ImmutableSortedDictionary<string, string>.Empty);

    public bool IsGiven => Name.Length > 0;

    public string Shown(Who who) => IsGiven ? Name : who.Id1.Length == 0 ? who.Id0 : $"{who.Id0} to {who.Id1}";
}
