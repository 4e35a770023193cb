using System.CommandLine;
using Tocsin.Detect.Rules;

namespace Tocsin.Cli.Applying;

/// <summary><c>tocsin rules show</c>.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var version = new Argument<string?>("VERSION") { Description = "A version or the beginning of one [default: the active one]", Arity = ArgumentArity.ZeroOrOne };
        var command = new TocsinCommand(
            "show",
            "Prints the settings text of a version as it was applied, secrets of hooks included.",
            ("the active rules", "tocsin rules show"),
            ("an earlier version, to apply it again", "tocsin rules show 3f2a > alarm-settings.yml"))
        {
            version,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            using var topic = new RulesTopic(kafka.Client(result), kafka.Topics(result));
            terminal.Out.Write(RulesSource.Find(topic, result.GetValue(version) ?? RulesSource.Active(topic).Version).Text);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }
}
