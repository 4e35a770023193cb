using Tocsin.Engine.Policies;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Policies;

public class PoliciesReaderTests
{
    public static TheoryData<string> BadFiles => SettingsFiles.In("bad", "Policies");

    public static TheoryData<string> WarnedFiles => SettingsFiles.In("warned", "Policies");

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void BadFile_Read_TellsEveryErrorAtItsPlace(string file)
    {
        var text = SettingsFiles.Read("Policies", "bad", file);
        var read = PoliciesReader.Read([(text, file)], PolicySettings.Known);
        Assert.Equal(SettingsFiles.Expected(text), read.Problems.Select(Brief));
        Assert.All(read.Problems, problem => Assert.Equal((Severity.Error, file), (problem.Severity, problem.File)));
        Assert.Null(read.Book);
    }

    [Theory]
    [MemberData(nameof(WarnedFiles))]
    public void OddFile_Read_WarnsAtThePlaceAndLoads(string file)
    {
        var text = SettingsFiles.Read("Policies", "warned", file);
        var read = PoliciesReader.Read([(text, file)], PolicySettings.Known);
        Assert.Equal(SettingsFiles.Expected(text), read.Problems.Select(Brief));
        Assert.All(read.Problems, problem => Assert.Equal(Severity.Warning, problem.Severity));
        Assert.NotNull(read.Book);
    }

    [Fact]
    public void FullFile_Read_HoldsPackagesAndShieldsWithoutAnyProblem()
    {
        var read = PolicySettings.Read(PolicySettings.Full);

        Assert.Empty(read.Problems);
        var book = read.Book!;
        Assert.Equal(12, book.Version.Length);
        Assert.Equal([.. PackageNames.All, "restart-shop", "clean-up"], book.Packages.Select(package => package.Name));
        Assert.Equal((PackageType.Callback, "webhook.healer", 1_200u, 2u, true), Of("restart-shop"));
        Assert.Equal((PackageType.Job, "", 600u, 0u, false), Of("clean-up"));
        Assert.Equal((PackageType.Notification, "", 86_400u, 0u, true), Of(PackageNames.Closed));
        Assert.True(book.Find(PackageNames.Closed)!.IsDefault);
        Assert.Null(book.Find("other"));
        var shield = Assert.Single(book.Shields);
        Assert.Equal(("file/maintenance", "maintenance", "New switches"), (shield.Id, shield.FileName, shield.Comment));
        Assert.Equal((1_795_291_200_000, 1_795_298_400_000), (shield.FromMs, shield.UntilMs));
        Assert.Equal(new WeeklyTime { Days = 64, FromMinute = 1_320, ToMinute = 240, Zone = "Asia/Shanghai" }, Assert.Single(shield.Times));
        Assert.Equal(new ShieldMatch
        {
            Rules = { "service_*" },
            Scopes = { "SERVICE" },
            Names = { "a", "b" },
            Tags = { new NamedValues { Name = "level", Values = { "x" } } },
            Attributes = { new NamedValues { Name = "rack", Values = { "r1", "r2" } } },
            Policies = { "shop", "default" },
        }, shield.Match);

        (PackageType, string, uint, uint, bool) Of(string name) =>
            book.Find(name) is { } package ? (package.Type, package.Receiver, package.TimeoutSeconds, package.Retries, package.IsEnabled) : default;
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("policies:\npackages:\nescalations:\nshields:\nunmatched:\n")]
    public void EmptyFile_Read_SaysNothing(string text)
    {
        var read = PolicySettings.Read(text);

        Assert.Empty(read.Problems);
        Assert.Equal(4, read.Book!.Packages.Length);
    }

    [Fact]
    public void Files_OfAFolder_MakeOneBookWhateverTheirOrder()
    {
        (string, string) packages = ("packages: [{name: heal, type: job}]\nescalations: [{name: oncall, steps: [{after: 1m, receivers: slack.ops}]}]\n", "z.yml");
        (string, string) policies = ("policies: [{name: shop, escalation: oncall, run: [{package: heal}]}]\nunmatched: nobody\n", "a.yml");

        var read = PoliciesReader.Read([packages, policies], PolicySettings.Known);

        Assert.Empty(read.Problems);
        Assert.NotNull(read.Book!.Find("heal"));
        Assert.Equal(read.Book.Version, PoliciesReader.Read([policies, packages], PolicySettings.Known).Book!.Version);
    }

    [Fact]
    public void Names_OfSeveralFiles_AreUnique()
    {
        const string text = "policies: [{name: shop}]\npackages: [{name: heal, type: job}]\nunmatched: nobody\n";

        var read = PoliciesReader.Read([(text, "a.yml"), (text, "b.yml")]);

        Assert.Null(read.Book);
        Assert.Equal(
        [
            "b.yml:1:19: error: another policy is called 'shop' already: a.yml:1 (duplicate-name)",
            "b.yml:2:19: error: another package is called 'heal' already: a.yml:2 (duplicate-name)",
            "b.yml:3:1: error: 'unmatched' stands in a.yml already (conflicting-keys)",
        ], read.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Receivers_WithoutOtherSettings_AreNotCheckedButForTheirType()
    {
        var read = PoliciesReader.Read([("policies: [{name: a, match: {rules: gone_rule}, notify: {receivers: [slack.anything, sms.ops]}}]", "a.yml")]);

        Assert.Equal("a.yml:1:86: error", Assert.Single(read.Problems).ToString()[..17]);
    }

    [Theory]
    [InlineData("", 1_000, 0)]
    [InlineData("", 1_001, 1)]
    [InlineData(", match: {rules: rule-NUMBER}", 1_001, 0)]
    public void Policies_ForOneRule_AreLimited(string match, int count, int expected)
    {
        var policies = Enumerable.Range(0, count).Select(number => $"  - {{name: p{number}{match.Replace("NUMBER", $"{number}", StringComparison.Ordinal)}}}\n");

        var read = PoliciesReader.Read([("policies:\n" + string.Concat(policies), "policies.yml")]);

        Assert.Equal(expected, read.Problems.Count(problem => problem.Code == "too-many"));
    }

    [Fact]
    public void Receivers_KnownInPart_AreWarnedOf()
    {
        var read = PoliciesReader.Read([("policies: [{name: a, notify: {receivers: slack.anything}}]", "a.yml")], PolicySettings.Known with { IsComplete = false });

        Assert.Equal((Severity.Warning, "unknown-receiver"), (Assert.Single(read.Problems).Severity, read.Problems[0].Code));
        Assert.NotNull(read.Book);
    }

    [Theory]
    [InlineData("policies: []", true)]
    [InlineData("shields: []", true)]
    [InlineData("escalations: []", true)]
    [InlineData("unmatched: nobody", true)]
    [InlineData("packages: []", true)]
    [InlineData("policies: []\nrules: {}", false)]
    [InlineData("policies: []\ntests: []", false)]
    [InlineData("routes: []", false)]
    [InlineData("policies: [", false)]
    [InlineData("", false)]
    public void File_WithAKeyOfItsOwn_IsKnownAsPolicies(string text, bool expected) => Assert.Equal(expected, PoliciesReader.IsOne(text));

    /// <summary>Every prefix of a good file, and the file with any line left out or doubled.</summary>
    [Fact]
    public void Pieces_OfAFile_NeverThrow()
    {
        var lines = PolicySettings.Full.Split('\n');
        for (var at = 0; at < PolicySettings.Full.Length; at += 7)
        {
            Assert.NotEqual(default, PolicySettings.Read(PolicySettings.Full[..at]).Problems);
        }

        for (var line = 0; line < lines.Length; line++)
        {
            Assert.NotEqual(default, PolicySettings.Read(string.Join('\n', [.. lines[..line], .. lines[(line + 1)..]])).Problems);
            Assert.NotEqual(default, PolicySettings.Read(string.Join('\n', [.. lines[..line], lines[line], .. lines[line..]])).Problems);
        }
    }

    private static string Brief(Problem problem) => $"{problem.Line}:{problem.Column} {problem.Code}";
}
