using System.Text.RegularExpressions;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Architecture;
using Tocsin.Unit.Docs;
using Tocsin.Unit.Rules;

namespace Tocsin.Unit.Routing;

public partial class RoutingCodesTests
{
    public static TheoryData<string> Examples => [.. FencedBlock.OfThisCheckout("yaml dispatch").Select(block => block.ToString())];

    [Fact]
    public void EveryCode_InTheDocumentation_HasAFileThatShowsIt()
    {
        var shown = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Routing"), "*.yml", SearchOption.AllDirectories)
            .SelectMany(path => SettingsFiles.Expected(File.ReadAllText(path))).Select(line => line.Split(' ')[1]);
        var section = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "dispatch.md")).Split("\n## ").Single(part => part.StartsWith("Errors of dispatch.yml\n", StringComparison.Ordinal));

        var documented = CodeInTable().Matches(section).Select(match => match.Groups[1].Value);

        Assert.Equal(shown.Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Settings_OfAPage_HaveNoErrors(string place)
    {
        var text = FencedBlock.OfThisCheckout("yaml dispatch").Single(block => block.ToString() == place).Text;

        Assert.DoesNotContain(RoutingReader.Read(text, place).Problems, problem => problem.Severity == Severity.Error);
    }

    [GeneratedRegex("^\\| `([a-z-]+)` ", RegexOptions.Multiline)]
    private static partial Regex CodeInTable();
}
