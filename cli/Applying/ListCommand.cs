using System.CommandLine;
using Tocsin.Detect.Rules;

namespace Tocsin.Cli.Applying;

/// <summary><c>tocsin rules list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "list",
            "Lists the versions that were applied, which one is active and which partition is at which version from which offset on.",
            ("for people", "tocsin rules list"),
            ("for programs", "tocsin rules list -o json | jq -r .active"))
        {
            output,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            using var topic = new RulesTopic(kafka.Client(result), kafka.Topics(result));
            var report = RulesReport.Of(topic);
            if (result.GetRequiredValue(output) == OutputOption.Json)
            {
                JsonOutput.Write(terminal.Out, report);
            }
            else
            {
                Write(report, terminal);
            }

            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static void Write(RulesReport report, Terminal terminal)
    {
        if (report.Versions.Count == 0)
        {
            terminal.Out.WriteLine("no rules have been applied yet");
        }

        foreach (var version in report.Versions)
        {
            var line = $"{version.Id}  {version.FirstApplied}  {version.FileName}, by {version.Author}";
            terminal.Out.WriteLine(version.Id == report.Active ? $"{terminal.Bold(line)}  active" : line);
        }

        foreach (var partition in report.Partitions)
        {
            terminal.Out.WriteLine($"partition {partition.Number}: {partition.Rules} {(partition.SinceOffset is { } offset ? $"since offset {offset}" : "from its start")}");
        }
    }
}
