using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Engine.Routing.Reading;

/// <summary>Reads the links that templates may show.</summary>
internal static class LinksReader
{
    private static readonly TemplateInput _sample = new() { Alarms = [new AlarmMessage { Name = "name", Id = "id" }], Message = "message" };

    public static ImmutableSortedDictionary<string, string> Read(Section file)
    {
        var links = file.Pairs("links").ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in file.Find("links") is YamlMapping mapping ? mapping.Entries : [])
        {
            if (name.Text.Length == 0 || !name.Text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                file.Problems.Error(name, "bad-name", $"a link is called by letters, digits and _, so that templates can say links.NAME; '{name.Text}' isn't");
            }

            if (value is YamlScalar link)
            {
                Check(link, file.Problems);
            }
        }

        return links;
    }

    private static void Check(YamlScalar link, Problems problems)
    {
        if (link.Text.Contains("{{", StringComparison.Ordinal))
        {
            TemplateCheck.Errors(link, TemplateTarget.Url, problems);
            TemplateCheck.Warnings(link, TemplateTarget.Url, problems);
        }

        var rendered = TextTemplate.Parse(link.Text, TemplateTarget.Url).Render(_sample);
        if (!rendered.IsError && !HookValue.IsUrl(rendered.Text))
        {
            problems.Error(link, "bad-url", "not a URL that begins with http:// or https://");
        }
    }
}
