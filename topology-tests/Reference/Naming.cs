using System.Collections.Immutable;

namespace Tocsin.TopologyTests.Reference;

/// <summary>What a sample says about its entity, if it says anything.</summary>
internal sealed record Naming(string Name, ImmutableSortedDictionary<string, string> Attributes)
{
    public static Naming None { get; } = new("", ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>The latest name that was given, and the latest attributes.</summary>
    public Naming Updated(Naming next) =>
        new(next.Name.Length > 0 ? next.Name : Name, next.Attributes.IsEmpty ? Attributes : next.Attributes);

    public string Shown(Who who) => Name.Length > 0 ? Name : who.Id1.Length == 0 ? who.Id0 : $"{who.Id0} to {who.Id1}";
}
