using Tocsin.Engine.Scenarios;

namespace Tocsin.Cli.Files;

/// <summary>Files with tests of rules: in folders those called *.test.yml or *.test.yaml.</summary>
internal static class ScenarioFiles
{
    public static bool IsOne(string file) =>
        file.EndsWith(".test.yml", StringComparison.Ordinal) || file.EndsWith(".test.yaml", StringComparison.Ordinal);

    /// <summary>Reads the scenarios; the settings files they name are looked for beside them.</summary>
    public static ReadScenarios Read(InputFile file) => ScenarioReader.Read(file.Text, file.Name, path => Find(file.Name, path));

    /// <summary>A settings file, by its path beside the file that names it; null if there is none.</summary>
    public static SettingsText? Find(string scenarioFile, string path)
    {
        var folder = scenarioFile == InputFiles.StandardInput ? "" : Path.GetDirectoryName(scenarioFile) ?? "";
        var found = Path.Combine(folder, path);
        return File.Exists(found) ? new(found, File.ReadAllText(found)) : null;
    }
}
