using Tocsin.Converge.Matching;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>Policies with every kind of defense, each for the rule of its name, so that an alarm says what is to become of it.</summary>
internal static class DecisionPolicies
{
    /// <summary>Runs within a minute that the policy "few" lets go.</summary>
    public const int FewPerMinute = 2;
    public const string Plain = "plain";
    public const string Few = "few";

    private const string Hooks = """
        hooks:
          webhook: {page: {is-default: true, urls: http://127.0.0.1/a}, healer: {urls: http://127.0.0.1/b}}
          slack: {ops: {text-template: "%s", webhooks: http://127.0.0.1/c}}
        """;

    private const string Policies = """
        packages:
          - {name: restart, type: callback, receiver: webhook.healer}
          - {name: clean, type: job, timeout: 60s}
        policies:
          - {name: plain, match: {rules: plain}, notify: {receivers: webhook.page, defense: none}}
          - {name: summed, match: {rules: summed}, notify: {receivers: slack.ops}}
          - {name: few, match: {rules: few}, notify: none, run: [{package: restart, defense: {action: skip-after-exceed, window: 1m, count: 2, by: [policy]}}]}
          - {name: once, match: {rules: once}, notify: none, run: [{package: clean, defense: {action: skip-after-success, window: 2m, by: [policy]}}]}
          - {name: alone, match: {rules: alone}, notify: none, run: [{package: clean, defense: {action: wait-during-execution, window: 5m, by: [policy]}}]}
          - name: asked
            match: {rules: asked}
            notify: none
            run: [{package: restart, defense: {action: defense-approval, window: 1m, by: [policy]}, approvers: slack.ops}]
          - name: again
            match: {rules: again}
            notify: {receivers: webhook.page, defense: none, repeat: 1m}
            escalation: later
          - name: stormy
            match: {rules: stormy}
            notify: {receivers: webhook.page, defense: none}
            storm: {limit: 3, within: 10s, open: 20s, notify: slack.ops}
        escalations:
          - {name: later, steps: [{after: 2m, receivers: slack.ops}]}
        unmatched: notify
        """;

    /// <summary>Of the alarms: one for each policy, and one that none is for.</summary>
    public static IReadOnlyList<string> Rules { get; } = [Plain, "summed", Few, "once", "alone", "asked", "again", "stormy", "other"];

    public static LivePolicies Live { get; } = new(
        PoliciesReader.Read([(Policies, "policies.yml")]).Book!,
        new Router(SettingsReader.Read(Hooks, "rules.yml").RuleSet!.Hooks, RoutingSettings.Empty));
}
