using System.Text.RegularExpressions;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Architecture;
using Tocsin.Unit.Docs;
using Tocsin.Unit.Rules;

namespace Tocsin.Unit.Policies;

public partial class PolicyCodesTests
{
    public static TheoryData<string> Examples => [.. FencedBlock.OfThisCheckout("yaml policies").Select(block => block.ToString())];

    [Theory]
    [InlineData("| code |", "bad")]
    [InlineData("| warning |", "warned")]
    public void EveryCode_InTheDocumentation_HasAFileThatShowsIt(string table, string folder)
    {
        var shown = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Policies", folder), "*.yml")
            .SelectMany(path => SettingsFiles.Expected(File.ReadAllText(path))).Select(line => line.Split(' ')[1]);
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "policies.md"));
        var section = page[page.IndexOf(table, StringComparison.Ordinal)..].Split("\n\n")[0];

        var documented = CodeInTable().Matches(section).Select(match => match.Groups[1].Value);

        // A warning here and an error elsewhere; PoliciesReaderTests has the case.
        Assert.Equal(shown.Concat(folder == "warned" ? ["unknown-receiver"] : []).Distinct().Order(StringComparer.Ordinal), documented);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Policies_OfAPage_HaveNoProblems(string place)
    {
        var text = FencedBlock.OfThisCheckout("yaml policies").Single(block => block.ToString() == place).Text;

        Assert.DoesNotContain(PoliciesReader.Read([(text, place)]).Problems, problem => problem.Severity == Severity.Error);
    }

    [GeneratedRegex("^\\| `([a-z-]+)` ", RegexOptions.Multiline)]
    private static partial Regex CodeInTable();
}
