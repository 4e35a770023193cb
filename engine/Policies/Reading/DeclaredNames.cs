using Tocsin.Engine.Convergence;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>The names of things of one kind, unique over all files.</summary>
/// <param name="what">The kind, in the words of an error message.</param>
internal sealed class DeclaredNames(string what)
{
    private readonly Dictionary<string, string> _places = [];

    public IReadOnlyCollection<string> All => _places.Keys;

    public bool Contains(string name) => _places.ContainsKey(name);

    /// <summary>Null after an error.</summary>
    public YamlScalar? Read(Section section)
    {
        var name = section.Required("name");
        switch (name)
        {
            case null:
                return null;
            case { Text.Length: 0 }:
                section.Problems.Error(name, "missing-key", $"{section.What} needs a name that isn't empty");
                return null;
            case { Text.Length: > ActionLimits.NameLength }:
                section.Problems.Error(name, "out-of-range", $"a name has at most {ActionLimits.NameLength} characters");
                return null;
            case var _ when _places.TryGetValue(name.Text, out var place):
                section.Problems.Error(name, "duplicate-name", $"another {what} is called '{name.Text}' already: {place}");
                return null;
            default:
                _places.Add(name.Text, $"{section.Problems.File}:{name.Line}");
                return name;
        }
    }
}
