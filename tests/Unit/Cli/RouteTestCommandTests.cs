using System.Text.Json;

namespace Tocsin.Unit.Cli;

public sealed class RouteTestCommandTests : IDisposable
{
    private const string Rules = """
        rules:
          endpoint_slow_rule:
            metrics-name: endpoint_resp_time
            op: ">"
            threshold: 1000
            message: "{name} took {value} ms"
            tags: {level: CRITICAL}
            hooks: [slack.ops]
          service_slow_rule:
            metrics-name: service_resp_time
            op: ">"
            threshold: 1000
            message: "{name} is slow"
        hooks:
          slack:
            ops: {text-template: "%s", webhooks: ["env:SLACK", "env:SLACK2"]}
          webhook:
            all: {is-default: true, urls: "env:HOOK"}

        """;

    private const string Own = """
        hooks: {pagerduty: {oncall: {text-template: "%s", integration-keys: "env:KEY"}}}
        routes:
          - {name: critical, match: {scopes: ENDPOINT, tags: {level: [CRITICAL, FATAL]}}, to: pagerduty.oncall}
          - {name: night, match: {attributes: {shift: night}}, to: pagerduty.night, continue: false}
          - {name: mute, match: {names: test-*}, instead: true, to: []}

        """;

    private readonly Commands _commands = new();

    public RouteTestCommandTests()
    {
        _commands.Write("rules.yml", Rules);
        _commands.Write("dispatch.yml", Own);
    }

    [Fact]
    public async Task Alarm_OfARule_BringsItsTagsHooksAndScope()
    {
        var (exitCode, output, error) = await _commands.Run("route test --rules rules.yml --dispatch dispatch.yml --rule endpoint_slow_rule --entity checkout");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal("""
            endpoint_slow_rule checkout, firing, goes to 3 receivers
              slack.ops         hooks of the rule
              slack.ops#2       hooks of the rule
              pagerduty.oncall  route critical
            Routes, in order:
              critical          matches, to pagerduty.oncall
              night             there is no attribute shift
              mute              name is checkout, not test-*

            """, output);
    }

    [Fact]
    public async Task Alarm_ForAHookThatIsNotThere_IsAProblem()
    {
        var (exitCode, output, _) = await _commands.Run("route test --rules rules.yml --dispatch dispatch.yml --rule service_slow_rule -e checkout --attribute shift=night --state recovered");

        Assert.Equal(1, exitCode);
        Assert.Equal("""
            service_slow_rule checkout, recovered, goes to 0 receivers
              webhook.all      default hooks, but isn't told of this: no recovery-urls
              pagerduty.night  route night: there is no hook pagerduty.night, neither in the active rules nor in Dispatch's settings
            Routes, in order:
              critical         scope is SERVICE, not ENDPOINT
              night            matches, to pagerduty.night, and is the last one
              mute             not looked at: route night doesn't continue

            """, output);
    }

    [Theory]
    [InlineData("--rules rules.yml --dispatch dispatch.yml --rule service_slow_rule -e test-a", 0, "  nobody: route mute stands instead of the default hooks, and nobody is told")]
    [InlineData("--dispatch dispatch.yml --rule service_slow_rule -e checkout", 1, "  nobody: there are no default hooks, and no route matches")]
    [InlineData("--rules rules.yml --rule service_slow_rule --hooks slack.ops,webhook.all -e checkout", 0, "goes to 3 receivers")]
    [InlineData("--dispatch dispatch.yml --rule service_slow_rule --scope ENDPOINT --tag level=FATAL -e checkout", 0, "  pagerduty.oncall  route critical")]
    public async Task Alarm_ByOptions_GoesWhereTheRoutesSay(string options, int expected, string told)
    {
        var (exitCode, output, _) = await _commands.Run($"route test {options}");

        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    [Fact]
    public async Task Alarm_AsJson_IsReadAndOptionsWin()
    {
        const string json = """{"ruleName": "any_rule", "scope": "ENDPOINT", "name": "checkout", "state": "ALARM_STATE_FIRING", "tags": {"data": [{"key": "level", "value": "FATAL"}]}, "unknown": 1}""";

        var (exitCode, output, _) = await _commands.Run("route test --dispatch dispatch.yml --alarm - --state closed -o json", json);

        Assert.Equal(0, exitCode);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("any_rule", "closed"), (report.GetProperty("rule").GetString(), report.GetProperty("state").GetString()));
        var receiver = Assert.Single(report.GetProperty("receivers").EnumerateArray());
        Assert.Equal(("pagerduty.oncall", "critical"), (receiver.GetProperty("name").GetString(), receiver.GetProperty("why").GetString()));
        Assert.Equal([true, false, false], report.GetProperty("routes").EnumerateArray().Select(route => route.GetProperty("matches").GetBoolean()));
    }

    [Theory]
    [InlineData("route test --dispatch dispatch.yml", 2, "tocsin route test: --rule is missing")]
    [InlineData("route test --dispatch dispatch.yml --rule a_rule --state gone", 2, "tocsin route test: Argument 'gone' not recognized")]
    [InlineData("route test --dispatch dispatch.yml --rule a_rule --tag level", 1, "tocsin: 'level' isn't a tag: expected name=value")]
    [InlineData("route test --dispatch dispatch.yml --alarm -", 1, "tocsin: this isn't an alarm as JSON: ")]
    [InlineData("route test --dispatch gone.yml --rule a_rule", 2, "tocsin: Could not find file")]
    [InlineData("route test --dispatch bad.yml --rule a_rule", 1, "bad.yml:1:9: error: 'routes' is a list of routes")]
    [InlineData("route test --rules rules.yml --rule service_slow_rul", 0, "tocsin: the rules have no rule 'service_slow_rul', so it brings no tags and hooks; did you mean 'service_slow_rule'?")]
    public async Task WrongInput_IsSaidInOneLine(string line, int expected, string told)
    {
        _commands.Write("bad.yml", "routes: 7\n");

        var (exitCode, _, error) = await _commands.Run(line, "no json");

        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    public void Dispose() => _commands.Dispose();
}
