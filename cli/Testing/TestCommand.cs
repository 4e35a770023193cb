using System.CommandLine;
using Tocsin.Cli.Receivers;

namespace Tocsin.Cli.Testing;

/// <summary><c>tocsin test</c>: what can be tested.</summary>
internal static class TestCommand
{
    public static Command Create(Terminal terminal) => new TocsinCommand(
        "test",
        "Runs tests.",
        ("the tests of a file of rules", "tocsin test rules alarm-settings.test.yml"),
        ("the tests of a file of policies", "tocsin test policy shop.policy-test.yml"),
        ("whether a receiver can be reached", "tocsin test receiver slack.ops --rules alarm-settings.yml"))
    {
        TestRulesCommand.Create(terminal),
        TestPolicyCommand.Create(terminal),
        TestReceiverCommand.Create(terminal),
    };
}
