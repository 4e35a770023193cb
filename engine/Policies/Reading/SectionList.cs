using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Opens each mapping of a list.</summary>
internal static class SectionList
{
    /// <param name="owner">Has the list.</param>
    /// <param name="key">Under which it has it.</param>
    /// <param name="what">One of the list, in the words of an error message.</param>
    /// <param name="keys">Those of each mapping.</param>
    public static ImmutableArray<Section> Open(Section owner, string key, string what, IReadOnlyCollection<string> keys)
    {
        switch (owner.Find(key))
        {
            case null:
                return [];
            case YamlSequence list:
                return [.. list.Items.Select(item => Section.Open(item, item, what, keys, owner.Problems)).OfType<Section>()];
            case { } other:
                owner.Problems.Error(other, "wrong-type", $"'{key}' is a list, each entry {what}; here is {other.Shape}");
                return [];
        }
    }
}
