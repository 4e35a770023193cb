using Tocsin.Engine.PolicyScenarios;

namespace Tocsin.Cli.Files;

/// <summary>Files with tests of policies: in folders those called *.policy-test.yml or *.policy-test.yaml.</summary>
internal static class PolicyScenarioFiles
{
    public static bool IsOne(string file) =>
        file.EndsWith(".policy-test.yml", StringComparison.Ordinal) || file.EndsWith(".policy-test.yaml", StringComparison.Ordinal);

    /// <summary>Reads the tests; the settings files they name are looked for beside them.</summary>
    public static ReadPolicyScenarios Read(InputFile file) => PolicyScenarioReader.Read(file.Text, file.Name, path => ScenarioFiles.Find(file.Name, path));
}
