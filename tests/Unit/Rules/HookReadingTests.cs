using System.Collections.Immutable;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class HookReadingTests
{
    [Theory]
    [InlineData("skywalking", WebhookPayload.SkyWalking)]
    [InlineData("alertmanager", WebhookPayload.Alertmanager)]
    [InlineData("cloudevents", WebhookPayload.CloudEvents)]
    public void Webhook_WithPayload_KeepsIt(string word, WebhookPayload expected) =>
        Assert.Equal(expected, Read($"webhook: {{ops: {{urls: http://127.0.0.1/, payload: {word}}}}}").Payload);

    [Fact]
    public void Hook_WithoutDeliveryKeys_LeavesThemToTheChannel()
    {
        var hook = Read("webhook: {ops: {urls: http://127.0.0.1/}}");

        Assert.Equal((WebhookPayload.SkyWalking, DeliverySettings.Unset), (hook.Payload, hook.Delivery));
    }

    [Fact]
    public void Hook_WithDeliveryKeys_HasThemInMilliseconds()
    {
        var delivery = Read("slack: {ops: {text-template: '%s', webhooks: http://127.0.0.1/, timeout: 2.5s, max-age: 2h, pace: [20/1m, 5/500ms], at-once: 3, per-message: 50}}").Delivery;

        Assert.Equal((2_500, 7_200_000L, 3, 50), (delivery.TimeoutMs, delivery.MaxAgeMs, delivery.AtOnce, delivery.PerMessage));
        Assert.Equal([new PaceLimit(20, 60_000), new PaceLimit(5, 500)], delivery.Pace!.Limits.ToArray());
    }

    [Fact]
    public void Teams_TakesUrlsWithoutAText() =>
        Assert.Equal(["http://127.0.0.1/a", "env:TEAMS"], Read("teams: {ops: {webhooks: [http://127.0.0.1/a, 'env:TEAMS']}}").Receivers.Select(receiver => receiver["url"]));

    [Fact]
    public void Telegram_WithSeveralChats_HasOneReceiverEach()
    {
        var receivers = Read("telegram: {ops: {bot-token: 'env:BOT', chat-ids: [-100, '@alarms']}}").Receivers;

        Assert.Equal(["-100", "@alarms"], receivers.Select(receiver => receiver["chat-id"]));
        Assert.All(receivers, receiver => Assert.Equal(("env:BOT", "https://api.telegram.org"), (receiver["bot-token"], receiver["api-url"])));
    }

    [Theory]
    [InlineData("", "starttls", "587")]
    [InlineData(", tls: tls", "tls", "465")]
    [InlineData(", tls: none", "none", "25")]
    [InlineData(", tls: tls, smtp-port: 2465", "tls", "2465")]
    public void Email_WithoutPort_TakesTheUsualOne(string keys, string tls, string port)
    {
        var receiver = Email(keys);

        Assert.Equal((tls, port), (receiver["tls"], receiver["smtp-port"]));
    }

    [Fact]
    public void Email_WithSeveralAddresses_HasOneReceiverForAll()
    {
        var receiver = Email(", username: tocsin, password: 'file:/run/secrets/smtp', subject-template: '{{name}}'");

        Assert.Equal("a@example.org,B <b@example.org>", receiver["to"]);
        Assert.Equal(("tocsin", "file:/run/secrets/smtp", "{{name}}"), (receiver["username"], receiver["password"], receiver["subject-template"]));
        Assert.False(receiver.ContainsKey("recovery-subject-template"));
    }

    [Fact]
    public void References_StandWhereAUrlOrSecretIsExpected()
    {
        var read = SettingsReader.Read("""
            webhooks: ["env:HOOK", "file:/run/secrets/hook"]
            pagerDutyHooks: {textTemplate: "%s", events-api-url: "env:PD", integration-keys: ["env:PD_KEY"]}
            """, "test.yml");

        Assert.DoesNotContain(read.Problems, problem => problem.Severity == Severity.Error);
        Assert.Equal(["env:HOOK", "file:/run/secrets/hook"], read.RuleSet!.Hooks[0].Receivers.Select(receiver => receiver["url"]));
    }

    [Fact]
    public void HookOfNoFile_NextToTheOtherFile_IsAnError()
    {
        const string text = "rules: {a_rule: {metrics-name: m, op: '>', threshold: 1, message: '{name}', hooks: [slack.ops, slack.team]}}";

        var alone = SettingsReader.Read(text, "test.yml");
        var next = SettingsReader.Read(text, "test.yml", new OtherHooks(["slack.ops"], []));

        Assert.Equal([Severity.Warning, Severity.Warning], alone.Problems.Select(problem => problem.Severity));
        Assert.Equal(["slack.ops", "slack.team"], alone.RuleSet!.Rules[0].Announcement.Hooks.ToArray());
        var problem = Assert.Single(next.Problems);
        Assert.Equal((Severity.Error, "unknown-hook"), (problem.Severity, problem.Code));
        Assert.Contains("'slack.team'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HookOfTheRules_NamedByARouteOfTheOtherFile_IsInUse()
    {
        const string text = "rules: {a_rule: {metrics-name: m, op: '>', threshold: 1, message: '{name}'}}\nhooks: {webhook: {ops: {urls: http://127.0.0.1/}}}";

        Assert.Equal("unused-hook", Assert.Single(SettingsReader.Read(text, "test.yml").Problems).Code);
        Assert.Empty(SettingsReader.Read(text, "test.yml", new OtherHooks([], ["webhook.ops"])).Problems);
    }

    private static ImmutableSortedDictionary<string, string> Email(string keys) =>
        Assert.Single(Read($"email: {{ops: {{smtp-host: mail, from: t@example.org, to: [a@example.org, 'B <b@example.org>']{keys}}}}}").Receivers);

    private static HookSettings Read(string hooks)
    {
        var read = SettingsReader.Read($"hooks: {{{hooks}}}", "test.yml");
        Assert.DoesNotContain(read.Problems, problem => problem.Severity == Severity.Error);
        return Assert.Single(read.RuleSet!.Hooks);
    }
}
