using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Yaml;

/// <summary>Gathers the entries of one mapping: a key written twice is an error, a key brought by <c>&lt;&lt;</c> gives way to a written one.</summary>
internal sealed class YamlEntries(Problems problems)
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();
    private readonly Dictionary<string, int> _lines = [];
    private readonly List<YamlEntry> _merged = [];

    public void Add(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar name)
        {
            problems.Error(key, "wrong-type", $"a key is a single value, this is {key.Shape}");
        }
        else if (name is { Text: "<<", IsPlain: true })
        {
            Merge(value);
        }
        else if (_lines.TryAdd(name.Text, name.Line))
        {
            _entries.Add(new(name, value));
        }
        else
        {
            problems.Error(name, "duplicate-key", $"the key '{name.Text}' stands in line {_lines[name.Text]} already");
        }
    }

    public ImmutableArray<YamlEntry> ToImmutable()
    {
        _entries.AddRange(_merged.Where(entry => _lines.TryAdd(entry.Key.Text, entry.Key.Line)));
        return _entries.ToImmutable();
    }

    private void Merge(YamlNode source)
    {
        var sources = source is YamlSequence list ? list.Items : [source];
        foreach (var one in sources)
        {
            if (one is YamlMapping mapping)
            {
                _merged.AddRange(mapping.Entries);
            }
            else
            {
                problems.Error(one, "wrong-type", $"'<<' takes a mapping or a list of mappings, this is {one.Shape}");
            }
        }
    }
}
