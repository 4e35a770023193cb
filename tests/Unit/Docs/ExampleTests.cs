using Tocsin.Cli.Testing;
using Tocsin.Engine.PolicyScenarios;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Scenarios;
using Tocsin.Unit.Architecture;

namespace Tocsin.Unit.Docs;

/// <summary>What the pages show is true: blocks marked `yaml settings` are settings files, blocks marked `yaml scenario` and `yaml policy-scenario` are tests that pass.</summary>
public class ExampleTests
{
    public static TheoryData<string> Settings => [.. FencedBlock.OfThisCheckout("yaml settings").Select(block => block.ToString())];

    public static TheoryData<string> Scenarios => [.. FencedBlock.OfThisCheckout("yaml scenario").Select(block => block.ToString())];

    public static TheoryData<string> PolicyScenarios => [.. FencedBlock.OfThisCheckout("yaml policy-scenario").Select(block => block.ToString())];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_OfAPage_HaveNoErrors(string place)
    {
        var read = SettingsReader.Read(Find("yaml settings", place).Text, place);

        Assert.DoesNotContain(read.Problems, problem => problem.Severity == Severity.Error);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_OfAPage_Passes(string place)
    {
        var read = ScenarioReader.Read(Find("yaml scenario", place).Text, place, path => new(path, RulesCalled(path)));

        Assert.Empty(read.Problems);
        Assert.All(read.Scenarios, scenario => Assert.Empty(ScenarioRunner.Run(scenario).Differences));
    }

    [Theory]
    [MemberData(nameof(PolicyScenarios))]
    public void PolicyScenario_OfAPage_Passes(string place)
    {
        var read = PolicyScenarioReader.Read(Find("yaml policy-scenario", place).Text, place, path => new(path, RulesCalled(path)));

        Assert.Empty(read.Problems);
        Assert.All(read.Scenarios, scenario =>
        {
            using var messages = new RenderedMessages(scenario);
            Assert.Empty(PolicyScenarioRunner.Run(scenario, messages.Rendering).Differences);
        });
    }

    private static FencedBlock Find(string kind, string place) => FencedBlock.OfThisCheckout(kind).Single(block => block.ToString() == place);

    /// <summary>The settings of a page whose block names itself in its first line, else a file of conf/.</summary>
    private static string RulesCalled(string path) =>
        FencedBlock.OfThisCheckout("yaml settings").FirstOrDefault(block => block.Text.StartsWith($"# {path}\n", StringComparison.Ordinal))?.Text
        ?? File.ReadAllText(Path.Combine(Checkout.Root, "conf", path));
}
