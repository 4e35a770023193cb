using System.Xml.Linq;
using Tocsin.Unit.Scenarios;

namespace Tocsin.Unit.Cli;

public sealed class TestRulesCommandTests : IDisposable
{
    private const string Passing = """
        tests:
          - name: three slow minutes raise an alarm
            steps:
              - {metric: resp_time, entity: checkout, values: 900 1200x3}
            expect:
              - {at: 4m, rule: slow_rule, entity: checkout}

        """;

    private const string Failing = Passing + """
          - name: two do
            steps:
              - {metric: resp_time, entity: checkout, values: 900 1200x2}
            expect:
              - {at: 3m, rule: slow_rule, entity: checkout}

        """;

    private readonly Commands _commands = new();

    [Theory]
    [InlineData("test rules a.test.yml", "1 test passed\n")]
    [InlineData("test rules -v .", "PASS three slow minutes raise an alarm\n1 test passed\n")]
    public async Task Tests_ThatPass_AreCounted(string line, string expected)
    {
        _commands.Write("a.test.yml", Files.Rules.Replace("silence-period: 4", "silence-period: 5", StringComparison.Ordinal) + Passing);

        Assert.Equal((0, expected, ""), await _commands.Run(line));
    }

    [Fact]
    public async Task Test_ThatFails_SaysWhy()
    {
        _commands.Write("a.test.yml", Files.Rules.Replace("silence-period: 4", "silence-period: 5", StringComparison.Ordinal) + Failing);

        var (exitCode, output, _) = await _commands.Run("test rules a.test.yml");

        Assert.Equal(1, exitCode);
        Assert.Equal("""
            FAIL two do
              a.test.yml:21: missing: 00:03 FIRING slow_rule checkout
                  at the check of 00:03 2 of 5 minutes matched, 3 needed: the condition was false
                  this rule raised no alarm for this entity
            1 test passed, 1 test failed

            """, output);
    }

    [Fact]
    public async Task Results_AsJson_AreComplete()
    {
        _commands.Write("a.test.yml", Files.Rules.Replace("silence-period: 4", "silence-period: 5", StringComparison.Ordinal) + Failing);

        var (exitCode, output, _) = await _commands.Run("test rules -o json a.test.yml");

        Assert.Equal(1, exitCode);
        Assert.Contains("\"passed\": 1,\n  \"failed\": 1,", output, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"missing\",\n          \"line\": 21,\n          \"at\": \"2026-01-01T00:03:00+00:00\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_AsJUnit_NameEveryTest()
    {
        _commands.Write("a.test.yml", Files.Rules + Failing);
        _commands.Write("b.test.yml", "rules: 7\n");

        Assert.Equal(1, (await _commands.Run($"test rules --junit {_commands.Path("out.xml")} a.test.yml b.test.yml")).ExitCode);

        var suites = XDocument.Load(_commands.Path("out.xml")).Root!;
        Assert.Equal(("3", "1", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("errors")!.Value));
        Assert.Contains("2 of 5 minutes matched", suites.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithErrors_DoesNotRun()
    {
        _commands.Write("a.test.yml", Files.Rules + "tests: 5\n");

        var (exitCode, output, _) = await _commands.Run("test rules a.test.yml");

        Assert.Equal(1, exitCode);
        Assert.EndsWith("1 file with errors did not run\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFile_IsWrongUsage() => Assert.Equal(2, (await _commands.Run("test rules a.test.yml")).ExitCode);

    public void Dispose() => _commands.Dispose();
}
