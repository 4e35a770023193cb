using System.Text.RegularExpressions;

namespace Tocsin.Unit.Rules;

public partial class ProblemCodesTests
{
    /// <summary>Those that take a file too large to keep; <see cref="SettingsReaderTests"/> makes them up.</summary>
    private static readonly string[] _madeUp = ["file-too-large", "too-many-problems"];

    [Theory]
    [InlineData("Errors", "bad")]
    [InlineData("Warnings", "warned")]
    public void EveryCode_InTheDocumentation_HasAFileThatShowsIt(string heading, string folder)
    {
        var shown = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rules", folder), "*.yml")
            .SelectMany(path => SettingsFiles.Expected(File.ReadAllText(path))).Select(line => line.Split(' ')[1]);
        var section = SettingsFiles.Read("docs", "rules.md").Split("\n## ").Single(part => part.StartsWith(heading + "\n", StringComparison.Ordinal));
        var documented = CodeInTable().Matches(section).Select(match => match.Groups[1].Value);
        Assert.Equal(shown.Concat(folder == "bad" ? _madeUp : []).Distinct().Order(StringComparer.Ordinal), documented);
    }

    [GeneratedRegex("^\\| `([a-z-]+)` ", RegexOptions.Multiline)]
    private static partial Regex CodeInTable();
}
