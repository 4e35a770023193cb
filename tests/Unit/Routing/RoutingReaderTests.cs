using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Rules;

namespace Tocsin.Unit.Routing;

public class RoutingReaderTests
{
    public static TheoryData<string> BadFiles => SettingsFiles.In("bad", "Routing");

    public static TheoryData<string> WarnedFiles => SettingsFiles.In("warned", "Routing");

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void BadFile_Read_TellsEveryErrorAtItsPlace(string file)
    {
        var text = SettingsFiles.Read("Routing", "bad", file);
        var read = RoutingReader.Read(text, file);
        Assert.Equal(SettingsFiles.Expected(text), read.Problems.Select(Brief));
        Assert.All(read.Problems, problem => Assert.Equal(Severity.Error, problem.Severity));
        Assert.Null(read.Settings);
    }

    [Theory]
    [MemberData(nameof(WarnedFiles))]
    public void OddFile_Read_WarnsAtThePlaceAndLoads(string file)
    {
        var text = SettingsFiles.Read("Routing", "warned", file);
        var read = RoutingReader.Read(text, file);
        Assert.Equal(SettingsFiles.Expected(text), read.Problems.Select(Brief));
        Assert.All(read.Problems, problem => Assert.Equal(Severity.Warning, problem.Severity));
        Assert.NotNull(read.Settings);
    }

    [Fact]
    public void FullFile_Read_HoldsEverythingWithoutAnyProblem()
    {
        var read = RoutingReader.Read(SettingsFiles.Read("Routing", "good", "full.yml"), "full.yml");

        Assert.Empty(read.Problems);
        var settings = read.Settings!;
        Assert.Equal(["slack.ops", "teams.ops", "telegram.ops", "email.ops", "webhook.ops"], settings.Hooks.Select(hook => hook.FullName));
        Assert.Equal(["critical-of-shop", "mute", "everything"], settings.Routes.Select(route => route.Name));
        Assert.Equal((true, false), (settings.Routes[0].Instead, settings.Routes[0].Continue));
        Assert.Equal(["webhook.ops", "slack.ops"], settings.Routes[0].To.ToArray());
        Assert.Empty(settings.Routes[1].To);
        Assert.Equal((true, false, true), (settings.Routes[2].Match.IsEverything, settings.Routes[2].Instead, settings.Routes[2].Continue));
        Assert.Equal(["10.1.0.0/16", "::1", "hooks.internal"], settings.Network.Allow.ToArray());
        Assert.Equal("https://tocsin.example.org/alarms/{{id}}", settings.Links["console"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("routes:\nhooks:\nnetwork:\nlinks:\n")]
    public void EmptyFile_Read_SaysNothing(string text)
    {
        var read = RoutingReader.Read(text, "dispatch.yml");

        Assert.Empty(read.Problems);
        Assert.Empty(read.Settings!.Hooks);
        Assert.Empty(read.Settings.Routes);
    }

    [Fact]
    public void HookOfNoFile_NextToTheRules_IsAnError()
    {
        var text = SettingsFiles.Read("Routing", "warned", "unknown-hook.yml");

        Assert.Equal(Severity.Error, Assert.Single(RoutingReader.Read(text, "dispatch.yml", new OtherHooks(["slack.team"], [])).Problems).Severity);
        Assert.Empty(RoutingReader.Read(text, "dispatch.yml", new OtherHooks(["slack.op"], [])).Problems);
    }

    [Fact]
    public void Others_OfSettings_AreTheHooksItHasAndThoseItNames()
    {
        var others = RoutingReader.Read(SettingsFiles.Read("Routing", "good", "full.yml"), "full.yml").Settings!.Others;

        Assert.Equal(["email.ops", "slack.ops", "teams.ops", "telegram.ops", "webhook.ops"], others.Declared.Order(StringComparer.Ordinal));
        Assert.Equal(["slack.ops", "telegram.ops", "webhook.ops"], others.Named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("routes: []", true)]
    [InlineData("network: {}", true)]
    [InlineData("links: {}", true)]
    [InlineData("hooks: {}", false)]
    [InlineData("routes: []\nrules: {}", false)]
    [InlineData("routes: [", false)]
    [InlineData("", false)]
    public void File_WithAKeyOfItsOwn_IsKnownAsDispatchs(string text, bool expected) => Assert.Equal(expected, RoutingReader.IsOne(text));

    [Fact]
    public void Secret_InAHookWithErrors_IsNotTold()
    {
        var read = RoutingReader.Read("""
            hooks:
              telegram: {ops: {bot-token: canary-1, chat-ids: canary-2, api-url: canary-3}}
              email: {ops: {smtp-host: canary-4, from: canary-5, to: canary-6, password: canary-7}}
              webhook: {ops: {urls: [canary-8], recovery-urls: canary-9, secret: "env:canary 10", headers: {a: "file:"}}}
            """, "dispatch.yml");

        Assert.Equal(9, read.Problems.Length);
        Assert.All(read.Problems, problem => Assert.DoesNotContain("canary", problem.Message, StringComparison.Ordinal));
    }

    private static string Brief(Problem problem) => $"{problem.Line}:{problem.Column} {problem.Code}";
}
