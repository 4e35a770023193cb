using System.Text;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Brings the keys of a hook to the spelling of 10.x: textTemplate and text_template become text-template.</summary>
internal static class HookSpelling
{
    public static YamlNode Unify(YamlNode node, Problems problems)
    {
        if (node is not YamlMapping mapping)
        {
            return node;
        }

        var entries = new YamlEntries(problems);
        foreach (var (key, value) in mapping.Entries)
        {
            entries.Add(new YamlScalar(key.Line, key.Column, Kebab(key.Text), isPlain: false, key.Column), value);
        }

        return new YamlMapping(node.Line, node.Column, entries.ToImmutable());
    }

    private static string Kebab(string key)
    {
        var result = new StringBuilder();
        foreach (var letter in key)
        {
            if (char.IsAsciiLetterUpper(letter) && result.Length > 0)
            {
                result.Append('-');
            }

            result.Append(letter == '_' ? '-' : char.ToLowerInvariant(letter));
        }

        return result.ToString();
    }
}
