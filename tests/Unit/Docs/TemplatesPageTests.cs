using System.Text.RegularExpressions;
using Tocsin.Engine.Templates;
using Tocsin.Unit.Architecture;

namespace Tocsin.Unit.Docs;

/// <summary>docs/templates.md lists what there is, and nothing else.</summary>
public partial class TemplatesPageTests
{
    [Fact]
    public void Tables_OfThePage_ListEveryName()
    {
        var tables = string.Join('\n', Checkout.Lines("docs/templates.md")).Split("\n## ").SelectMany(section => section.Split("\nEach of the `values` has:\n"))
            .Select(part => Name().Matches(part).Select(match => match.Groups[1].Value).ToList()).ToList();

        Assert.Contains(tables, table => table.SequenceEqual(TemplateNames.OfAlarm));
        Assert.Contains(tables, table => table.SequenceEqual(TemplateNames.OfValue));
        Assert.Contains(tables, table => table.SequenceEqual(TemplateNames.Helpers));
    }

    [GeneratedRegex("^\\| `([A-Za-z0-9]+)` ", RegexOptions.Multiline)]
    private static partial Regex Name();
}
