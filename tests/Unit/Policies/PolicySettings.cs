using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Rules;

namespace Tocsin.Unit.Policies;

/// <summary>What the policies of these tests may refer to.</summary>
internal static class PolicySettings
{
    private const string Dispatch = """
        hooks:
          slack:
            ops: {is-default: true, text-template: '{"text": "%s"}', webhooks: [https://127.0.0.1/a, https://127.0.0.1/b]}
            leads: {text-template: '{"text": "%s"}', webhooks: https://127.0.0.1/c}
          pagerduty:
            oncall: {text-template: "%s", recovery-text-template: "%s", integration-keys: env:KEY}
          webhook:
            healer: {urls: https://127.0.0.1/d}
            split: {urls: https://127.0.0.1/e, recovery-urls: [https://127.0.0.1/f, https://127.0.0.1/g]}
        routes:
          - {name: routed, match: {names: "missing-*"}, to: [slack.nobody]}
        """;

    public static Router Router { get; } = new([], RoutingReader.Read(Dispatch, "dispatch.yml").Settings!);

    public static KnownSettings Known { get; } = new(Router, ["service_sla_rule", "service_resp_time_rule"]);

    public static ReadPolicies Read(string text) => PoliciesReader.Read([(text, "policies.yml")], Known);

    /// <summary>The book of settings that are in order.</summary>
    public static PolicyBook Book(string text)
    {
        var read = Read(text);
        Assert.DoesNotContain(read.Problems, problem => problem.Severity == Severity.Error);
        return read.Book!;
    }

    public static string Full => SettingsFiles.Read("Policies", "good", "full.yml");
}
