using System.Collections.Immutable;

namespace Tocsin.Engine.Templates;

/// <summary>
/// URLs that templates know as links.NAME, themselves templates over the alarm whose values are percent-encoded, for example
/// https://grafana.example/d/1?var-service={{name}}.
/// </summary>
public sealed class TemplateLinks
{
    private TemplateLinks(ImmutableSortedDictionary<string, TextTemplate> links) => All = links;

    public static TemplateLinks None { get; } = new(ImmutableSortedDictionary<string, TextTemplate>.Empty);

    /// <summary>By their names. What is wrong with one stands in its problems.</summary>
    public ImmutableSortedDictionary<string, TextTemplate> All { get; }

    public static TemplateLinks Parse(IEnumerable<KeyValuePair<string, string>> urls) =>
        new(urls.ToImmutableSortedDictionary(url => url.Key, url => TextTemplate.Parse(url.Value, TemplateTarget.Url), StringComparer.Ordinal));

    /// <summary>The URL for these alarms; empty if there is no such link, or if it can't be filled.</summary>
    public string Render(string name, TemplateInput input) => All.TryGetValue(name, out var link) ? link.Render(input with { Links = None }).Text : "";
}
