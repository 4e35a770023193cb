using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Routing.Reading;

/// <summary>Reads the links that templates may show.</summary>
internal static class LinksReader
{
    public static ImmutableSortedDictionary<string, string> Read(Section file)
    {
        var links = file.Pairs("links").ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in file.Find("links") is YamlMapping mapping ? mapping.Entries : [])
        {
            if (name.Text.Length == 0 || !name.Text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                file.Problems.Error(name, "bad-name", $"a link is called by letters, digits and _, so that templates can say links.NAME; '{name.Text}' isn't");
            }

            if (value is YamlScalar link && !IsLink(link.Text))
            {
                file.Problems.Error(link, "bad-url", "not a URL that begins with http:// or https://");
            }
        }

        return links;
    }

    private static bool IsLink(string text)
    {
        // What is filled in stands anywhere behind the scheme; a word in its place shows whether it makes a URL.
        var filled = text;
        for (var open = filled.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = filled.IndexOf("{{", StringComparison.Ordinal))
        {
            var close = filled.IndexOf("}}", open, StringComparison.Ordinal);
            filled = close < 0 ? "" : filled[..open] + "1" + filled[(close + 2)..];
        }

        return HookValue.IsUrl(filled);
    }
}
