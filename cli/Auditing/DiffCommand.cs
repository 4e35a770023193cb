using System.CommandLine;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Auditing;

/// <summary><c>tocsin diff</c>: what a change of rules would have done to the alarms of a range.</summary>
internal static class DiffCommand
{
    private const string Markdown = "markdown";
    private const string Text = "text";
    private const int MaxAlarms = 2_000_000;

    public static Command Create(Terminal terminal)
    {
        var range = new RangeOptions(TimeProvider.System);
        var source = new LogSource();
        var old = new Argument<string>("OLD") { Description = "A settings file, a version that was applied, or the beginning of one" };
        var next = new Argument<string>("NEW") { Description = "The same" };
        var output = new Option<string>("--output", "-o") { Description = "How to report", DefaultValueFactory = _ => Text };
        output.AcceptOnlyFromAmong(Text, OutputOption.Json, Markdown);
        var command = new TocsinCommand(
            "diff",
            "Runs two rule sets over recorded metrics and says which alarms would be added, removed or moved.",
            ("the rules in force and a change, over a week", "tocsin diff 3f2a new.yml --from 7d"),
            ("a comment for a review", "tocsin diff old.yml new.yml --from 24h -o markdown > comment.md"))
        {
            old, next, output,
        };
        range.AddTo(command);
        source.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            using var log = source.Open(result);
            RuleSet[] sets = [source.Rules(result, result.GetRequiredValue(old), log), source.Rules(result, result.GetRequiredValue(next), log)];
            var (fromMs, toMs) = range.Of(result);
            var report = Compare(new Backtest(log, source.Topics(result), fromMs, toMs), sets, terminal, cancel);
            Write(report, result.GetRequiredValue(output), terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static ChangeReport Compare(Backtest backtest, RuleSet[] sets, Terminal terminal, CancellationToken cancel)
    {
        List<RaisedAlarm>[] raised = [[], []];
        IReadOnlyList<BacktestOutcome> outcomes;
        using (new ProgressBar(terminal, () => new(backtest.Progress.Done, backtest.Progress.Total, backtest.Progress.Samples)))
        {
            outcomes = backtest.Run(
                sets,
                (set, _, alarm) =>
                {
                    lock (raised[set])
                    {
                        raised[set].Add(RaisedAlarm.Of(alarm));
                        if (raised[set].Count > MaxAlarms)
                        {
                            throw new StageFailureException($"rules {sets[set].Version} raise more than {MaxAlarms} alarms: narrow the range");
                        }
                    }
                },
                cancel);
        }

        cancel.ThrowIfCancellationRequested();
        var (same, changes) = RuleComparison.Between(raised[0], raised[1]);
        return new(sets[0].Version, sets[1].Version, outcomes, raised[0].Count, raised[1].Count, same, changes);
    }

    private static void Write(ChangeReport report, string format, Terminal terminal)
    {
        switch (format)
        {
            case OutputOption.Json:
                JsonOutput.Write(terminal.Out, report.ToJson());
                break;
            case Markdown:
                ChangeMarkdown.Write(report, terminal.Out);
                break;
            default:
                ChangeText.Write(report, terminal);
                break;
        }
    }
}
