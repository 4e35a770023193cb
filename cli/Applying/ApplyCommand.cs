using System.CommandLine;
using Tocsin.Cli.Checking;
using Tocsin.Cli.Files;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Applying;

/// <summary><c>tocsin rules apply</c>: says what would change, asks, and applies.</summary>
internal static class ApplyCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var file = new Argument<string>("FILE") { Description = "The settings file" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would change" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Doesn't ask" };
        var author = new Option<string>("--author") { Description = "Who applies it", DefaultValueFactory = _ => Environment.UserName };
        var command = new TocsinCommand(
            "apply",
            "Makes a settings file the active rules: every partition of the metrics topic switches to them at one offset, at once everywhere.",
            ("what would change", "tocsin rules apply alarm-settings.yml --dry-run"),
            ("from a pipeline", "tocsin rules apply alarm-settings.yml --yes --author \"release 42\""))
        {
            file, dryRun, yes, author,
        };
        kafka.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() =>
        {
            var source = new InputFile(result.GetRequiredValue(file), File.ReadAllText(result.GetRequiredValue(file)));
            var apply = new Apply(kafka.Client(result), kafka.Topics(result), source, terminal);
            return result.GetValue(dryRun) ? apply.DryRun() : apply.Run(result.GetRequiredValue(author), result.GetValue(yes), stop);
        }, CancellationToken.None));
        return command;
    }

    private sealed class Apply(ClientSettings client, Topics topics, InputFile file, Terminal terminal)
    {
        public int DryRun()
        {
            if (Check() is not { } rules)
            {
                return ExitCode.Problems;
            }

            using var topic = new RulesTopic(client, topics);
            Tell(topic, rules);
            return ExitCode.Fine;
        }

        public int Run(string author, bool isAgreed, CancellationToken stop)
        {
            if (Check() is not { } rules)
            {
                return ExitCode.Problems;
            }

            using var applier = new RulesApplier(client, topics, TimeProvider.System);
            Tell(applier.Rules, rules);
            if (!isAgreed && applier.Rules.Active?.Version != rules.Version && !Ask(stop))
            {
                return ExitCode.Problems;
            }

            try
            {
                Report(applier.Apply(file.Text, Path.GetFileName(file.Name), author), rules.Version);
                return ExitCode.Fine;
            }
            catch (FencedException)
            {
                throw new StageFailureException("nothing was applied: another apply began after this one. Look at 'tocsin rules list' and try again");
            }
        }

        /// <summary>Null after errors, all of which are told.</summary>
        private RuleSet? Check()
        {
            var read = SettingsReader.Read(file.Text, file.Name);
            ProblemText.Write(terminal, read.Problems, [file]);
            if (read.RuleSet is null)
            {
                terminal.Error.WriteLine($"{CommandLine.Name}: {file.Name} has errors and is not applied");
            }

            return read.RuleSet;
        }

        private void Tell(RulesTopic topic, RuleSet next)
        {
            if (topic.Active?.Version == next.Version)
            {
                terminal.Out.WriteLine($"Rules {next.Version} are the active ones.");
                return;
            }

            terminal.Out.WriteLine(topic.Active is null ? $"Rules {next.Version}, the first" : $"Rules {topic.Active.Version} -> {next.Version}");
            try
            {
                DiffText.Write(RuleSetDiff.Between(topic.Active is { } known ? topic.Find(known.Version)! : RuleSet.Empty, next), terminal);
            }
            catch (StageFailureException exception)
            {
                // What can't be read any more must not stand in the way of what replaces it.
                terminal.Out.WriteLine($"What changes can't be said: {exception.Message}");
            }
        }

        private bool Ask(CancellationToken stop)
        {
            terminal.Out.Write("Apply them? [y/N] ");
            terminal.Out.Flush();
            var answer = terminal.In.ReadLine();
            stop.ThrowIfCancellationRequested();
            if (answer is not ("y" or "Y" or "yes"))
            {
                terminal.Out.WriteLine(answer is null ? "Nobody answers: not applied. --yes applies without asking." : "Not applied.");
                return false;
            }

            return true;
        }

        private void Report(AppliedRules applied, string version)
        {
            var markers = applied.Activated.Count > 0 ? $"{Plural.Of(applied.Activated.Count, "partition")} activated" : "nothing to do";
            terminal.Out.WriteLine(applied.WasActive && applied.Activated.Count == 0 && applied.AddedPartitions.Count > 0
                ? $"{Plural.Of(applied.AddedPartitions.Count, "added partition")} will start with {version}"
                : $"{(applied.WasActive ? "Were active" : "Applied")}: {markers}");
        }
    }
}
