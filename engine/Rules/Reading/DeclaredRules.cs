using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>The rules as far as they could be read, with every name that was declared, in error or not.</summary>
internal sealed class DeclaredRules
{
    private readonly ImmutableArray<Rule>.Builder _rules = ImmutableArray.CreateBuilder<Rule>();
    private readonly Dictionary<string, int> _indexes = [];
    private readonly Dictionary<string, YamlScalar> _names = [];

    public IReadOnlyCollection<string> Names => _names.Keys;

    public ImmutableArray<Rule> ToImmutable() => _rules.ToImmutable();

    public void Add(YamlScalar name, Rule? rule)
    {
        _names.Add(name.Text, name);
        if (rule is not null)
        {
            _indexes.Add(name.Text, _rules.Count);
            _rules.Add(rule);
        }
    }

    public YamlScalar? Declaration(string name) => _names.GetValueOrDefault(name);

    /// <summary>Null for a rule that couldn't be read.</summary>
    public int? IndexOf(string name) => _indexes.TryGetValue(name, out var index) ? index : null;

    public Rule this[int index] => _rules[index];
}
