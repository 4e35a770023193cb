using Tocsin.Engine.Rules;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.Scenarios;

/// <summary>Scenario files around a rule that fires at the third slow minute of five and is silent for four.</summary>
internal static class Files
{
    public const string Name = "a.test.yml";

    public const string Rules = """
        rules:
          slow_rule:
            metrics-name: resp_time
            op: ">"
            threshold: 1000
            period: 5
            count: 3
            silence-period: 4
            message: "{name} took {value} ms"
            tags: {level: WARNING}

        """;

    public static ReadScenarios Read(string text) => ScenarioReader.Read(text, Name, _ => null);

    /// <summary>The result of one test with these steps and expectations, each a line of YAML.</summary>
    public static ScenarioResult Run(string steps, string expectations) => Run(Rules + $"""
        tests:
          - name: it
            steps: [{steps}]
            {expectations}
        """);

    public static ScenarioResult Run(string text)
    {
        var read = Read(text);
        Assert.DoesNotContain(read.Problems, problem => problem.Severity == Severity.Error);
        return ScenarioRunner.Run(Assert.Single(read.Scenarios));
    }
}
