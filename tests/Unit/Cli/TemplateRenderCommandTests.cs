using System.Text.Json;

namespace Tocsin.Unit.Cli;

public sealed class TemplateRenderCommandTests : IDisposable
{
    private readonly Commands _commands = new();

    public TemplateRenderCommandTests()
    {
        _commands.Write("rules.yml", """
            rules:
              service_slow_rule: {metrics-name: service_resp_time, op: ">", threshold: 1000, message: "{name} took {value} ms", tags: {level: CRITICAL}}
            hooks:
              discord:
                ops: {text-template: "%s ({{level}}, {{links.wiki}})", webhooks: ["https://example.org/canary-1", "env:TOCSIN_TEST_NOT_SET"]}
              slack:
                ops: {text-template: "%s", webhooks: "https://example.org/canary-2"}

            """);
        _commands.Write("dispatch.yml", "links: {wiki: 'https://wiki.example.org/{{rule}}'}\n");
    }

    [Theory]
    [InlineData("discord.ops")]
    [InlineData("discord.ops#2")]
    public async Task Receiver_OfAChat_ShowsTheRequestWithoutSecrets(string receiver)
    {
        var (exitCode, output, _) = await _commands.Run($"template render {receiver} --rules rules.yml --dispatch dispatch.yml --rule service_slow_rule -e checkout");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("POST https://", output, StringComparison.Ordinal);
        Assert.Contains("\nContent-Type: application/json", output, StringComparison.Ordinal);
        Assert.Contains("checkout took 1500 ms (CRITICAL, https://wiki.example.org/service_slow_rule)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_AsJson_AreComplete()
    {
        var (exitCode, output, error) = await _commands.Run("template render discord.ops --rules rules.yml --rule service_slow_rule -e checkout --message hello -o json");

        Assert.Equal((0, ""), (exitCode, error));
        var request = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray());
        Assert.Equal("application/json", request.GetProperty("headers").GetProperty("Content-Type").GetString()!.Split(';')[0]);
        Assert.Contains("hello (CRITICAL", request.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralAlarms_AreToldInOneDigest()
    {
        var (exitCode, output, _) = await _commands.Run("template render discord.ops --rules rules.yml --rule service_slow_rule -e checkout --alarms 3");

        Assert.Equal(0, exitCode);
        Assert.Contains("checkout-3", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("discord.ops --rule service_slow_rule --state recovered", 1, "tocsin: discord.ops isn't told of this: no recovery-text-template")]
    [InlineData("discord.opps --rule service_slow_rule", 1, "tocsin: there is no receiver 'discord.opps'; did you mean 'discord.ops'?")]
    [InlineData("slack.ops --rule service_slow_rule -e checkout", 1, "tocsin: template:")]
    [InlineData("discord.ops#2 --rule service_slow_rule -e checkout", 0, "TOCSIN_TEST_NOT_SET")]
    [InlineData("discord.ops", 2, "--rule is missing")]
    [InlineData("discord.ops --rule service_slow_rule --alarms 0", 2, "--alarms goes from 1 to 1000")]
    public async Task Rendering_ThatFails_SaysWhy(string options, int expected, string told)
    {
        var (exitCode, _, error) = await _commands.Run($"template render {options} --rules rules.yml");

        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    public void Dispose() => _commands.Dispose();
}
