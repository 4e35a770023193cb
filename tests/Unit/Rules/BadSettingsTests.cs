using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class BadSettingsTests
{
    public static TheoryData<string> BadFiles => SettingsFiles.In("bad");

    public static TheoryData<string> WarnedFiles => SettingsFiles.In("warned");

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void BadFile_Read_TellsEveryErrorAtItsPlace(string file)
    {
        var text = SettingsFiles.Read("Rules", "bad", file);
        var read = SettingsReader.Read(text, file);
        Assert.Equal(SettingsFiles.Expected(text), read.Problems.Select(Brief));
        Assert.All(read.Problems, problem => Assert.Equal(Severity.Error, problem.Severity));
        Assert.Null(read.RuleSet);
    }

    [Theory]
    [MemberData(nameof(WarnedFiles))]
    public void OddFile_Read_WarnsAtThePlaceAndLoads(string file)
    {
        var text = SettingsFiles.Read("Rules", "warned", file);
        var read = SettingsReader.Read(text, file);
        Assert.Equal(SettingsFiles.Expected(text), read.Problems.Select(Brief));
        Assert.All(read.Problems, problem => Assert.Equal(Severity.Warning, problem.Severity));
        Assert.NotNull(read.RuleSet);
    }

    private static string Brief(Problem problem) => $"{problem.Line}:{problem.Column} {problem.Code}";
}
