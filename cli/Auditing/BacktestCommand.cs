using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Cli.Provisioning;
using Tocsin.Cli.Tailing;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.Auditing;

/// <summary><c>tocsin backtest</c>: what rules would have raised.</summary>
internal static class BacktestCommand
{
    private const int DefaultCount = 100;

    public static Command Create(Terminal terminal)
    {
        var range = new RangeOptions(TimeProvider.System);
        var source = new LogSource();
        var rules = new Argument<string>("RULES") { Description = "A settings file, a version that was applied, or the beginning of one" };
        var count = CreateCommand.Positive("--count", $"Lists the first so many alarms; totals are those of all [default: {DefaultCount}]");
        count.Aliases.Add("-n");
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "backtest",
            "Says what these rules would have raised on recorded metrics. Nobody is told, and nothing is written.",
            ("the last day", "tocsin backtest alarm-settings.yml --from 24h"),
            ("how many alarms of each rule", "tocsin backtest alarm-settings.yml --from 7d -o json | jq '.rules[] | {rule, entity, states}'"))
        {
            rules, count, output,
        };
        range.AddTo(command);
        source.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            using var log = source.Open(result);
            var set = source.Rules(result, result.GetRequiredValue(rules), log);
            var (fromMs, toMs) = range.Of(result);
            return Run(new Backtest(log, source.Topics(result), fromMs, toMs), set, result.GetValue(count) ?? DefaultCount, result.GetRequiredValue(output) == OutputOption.Json, terminal, cancel);
        }, CancellationToken.None));
        return command;
    }

    private static int Run(Backtest backtest, RuleSet rules, int count, bool isJson, Terminal terminal, CancellationToken cancel)
    {
        var alarms = new PriorityQueue<AlarmMessage, long>();
        var tallies = new Dictionary<(string Rule, long Scope, string Id0, string Id1), AlarmTally>();
        IReadOnlyList<BacktestOutcome> outcomes;
        using (new ProgressBar(terminal, () => new(backtest.Progress.Done, backtest.Progress.Total, backtest.Progress.Samples)))
        {
            outcomes = backtest.Run([rules], (_, _, alarm) => Take(alarm), cancel);
        }

        cancel.ThrowIfCancellationRequested();
        var first = alarms.UnorderedItems.Select(item => item.Element).OrderBy(alarm => alarm.TimeMs).ThenBy(alarm => alarm.Origin.Partition).ThenBy(alarm => alarm.Origin.Offset).ThenBy(alarm => alarm.Origin.Index).ToList();
        var totals = tallies.Values.OrderByDescending(tally => tally.Firings).ThenBy(tally => tally.Rule, StringComparer.Ordinal).ThenBy(tally => tally.Entity, StringComparer.Ordinal).ToList();
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { rules.Version, Samples = outcomes.Sum(each => each.Samples), Partitions = outcomes, Rules = totals, Alarms = first.Select(alarm => JsonNode.Parse(JsonFormatter.Default.Format(alarm))) });
        }
        else
        {
            Write(first, totals, outcomes, terminal);
        }

        return ExitCode.Fine;

        void Take(AlarmMessage alarm)
        {
            lock (alarms)
            {
                alarms.Enqueue(alarm, -alarm.TimeMs);
                if (alarms.Count > count)
                {
                    alarms.Dequeue();
                }

                var subject = (alarm.RuleName, alarm.ScopeId, alarm.Id0, alarm.Id1);
                if (!tallies.TryGetValue(subject, out var tally))
                {
                    tallies[subject] = tally = new(alarm.RuleName, alarm.Name);
                }

                tally.Add(alarm);
            }
        }
    }

    private static void Write(List<AlarmMessage> alarms, List<AlarmTally> tallies, IReadOnlyList<BacktestOutcome> outcomes, Terminal terminal)
    {
        alarms.ForEach(alarm => terminal.Out.WriteLine(AlarmLine.Of(alarm, terminal)));
        var total = tallies.Sum(tally => tally.States.Sum(state => state.Value));
        if (total > alarms.Count)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {total - alarms.Count} later ones"));
        }

        foreach (var tally in tallies)
        {
            var states = string.Join(", ", tally.States.Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Value} {state.Key}")));
            terminal.Out.WriteLine($"  {tally.Rule}  {terminal.Bold(OneLine.Of(tally.Entity))}  {states}; first {LogTime.Text(tally.FirstMs)}, last {LogTime.Text(tally.LastMs)}");
        }

        ShortNote(outcomes, terminal);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total:#,0} alarms from {outcomes.Sum(each => each.Samples):#,0} samples"));
    }

    internal static void ShortNote(IReadOnlyList<BacktestOutcome> outcomes, Terminal terminal)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.IsShort))
        {
            terminal.Out.WriteLine(terminal.Yellow(string.Create(CultureInfo.InvariantCulture, $"partition {outcome.Partition}: retention has left nothing before offset {outcome.StartOffset}, so its first windows aren't full")));
        }
    }
}
