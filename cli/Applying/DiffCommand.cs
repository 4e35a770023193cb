using System.CommandLine;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Applying;

/// <summary><c>tocsin rules diff</c>.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var names = new Argument<string[]>("RULES") { Description = "[OLD] NEW: versions, beginnings of versions or files [default of OLD: the active version]", Arity = new ArgumentArity(1, 2) };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "diff",
            "Says what changes from one rule set to another, and which windows and episodes an apply would end.",
            ("the active rules and a file", "tocsin rules diff alarm-settings.yml"),
            ("two versions", "tocsin rules diff 3f2a 91cd -o json"),
            ("two files, no Kafka needed", "tocsin rules diff old.yml new.yml"))
        {
            names, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            var topic = new Lazy<RulesTopic>(() => new RulesTopic(kafka.Client(result), kafka.Topics(result)));
            try
            {
                var given = result.GetRequiredValue(names);
                var old = given.Length == 2 ? RulesSource.Read(given[0], () => topic.Value) : topic.Value.Find(RulesSource.Active(topic.Value).Version)!;
                var next = RulesSource.Read(given[^1], () => topic.Value);
                Write(old, next, result.GetRequiredValue(output) == OutputOption.Json, terminal);
                return ExitCode.Fine;
            }
            finally
            {
                if (topic.IsValueCreated)
                {
                    topic.Value.Dispose();
                }
            }
        }, CancellationToken.None));
        return command;
    }

    private static void Write(RuleSet old, RuleSet next, bool isJson, Terminal terminal)
    {
        var diff = RuleSetDiff.Between(old, next);
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, DiffReport.Of(old.Version, next.Version, diff));
        }
        else
        {
            terminal.Out.WriteLine($"Rules {old.Version} -> {next.Version}");
            DiffText.Write(diff, terminal);
        }
    }
}
