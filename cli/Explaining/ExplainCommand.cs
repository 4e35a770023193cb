using System.CommandLine;
using Tocsin.Cli.Auditing;

namespace Tocsin.Cli.Explaining;

/// <summary><c>tocsin explain</c>: the whole story of an alarm, from its samples to the last answer of a receiver; or why a rule did, or didn't, fire.</summary>
internal static class ExplainCommand
{
    /// <summary>Clocks of brokers differ by less.</summary>
    private const long SlackMs = 60_000;

    public static Command Create(Terminal terminal)
    {
        var source = new LogSource();
        var ruleForm = new ExplainRuleCommand(terminal);
        var id = new Argument<string>("ALARM-OR-RECORD") { Description = "An alarm, an episode or a processing record, by its id or the beginning of it; or, with ENTITY, a rule" };
        var since = new SinceOption("Looks for it, and for all that is about it, not earlier than this", TimeSpan.FromDays(7), TimeProvider.System);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "explain",
            "Tells the whole story of an alarm: its samples, its records, the policies it matched, what was asked for and why it ran or didn't, silences, acknowledgements, "
                + "approvals, commands, deliveries with every attempt, and outcomes. Times are those of the log. Exit code: 0 told; 1 there is no such alarm; 2 wrong usage. "
                + "Of a rule and an entity: every minute of the window at a moment with the samples that came, and what the check made of them, whether or not it fired.",
            ("an alarm of 'tocsin tail alarms' or a record of 'tocsin records list'", "tocsin explain 1f2e3d4c"),
            ("every answer that receivers gave", "tocsin explain 1f2e3d4c -o json | jq '.. | objects | select(.kind == \"attempt\") | .text'"),
            ("why is checkout not alarming?", "tocsin explain service_resp_time_rule checkout"),
            ("why did it this night?", "tocsin explain service_resp_time_rule checkout --at 2026-01-31T03:12"))
        {
            id, output,
        };
        ruleForm.AddTo(command);
        since.AddTo(command);
        source.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            if (ruleForm.IsAsked(result))
            {
                return ruleForm.Run(result, source, result.GetRequiredValue(id), result.GetRequiredValue(output) == OutputOption.Json, cancel);
            }

            var scan = new TopicScan(source.Client(result), source.Topics(result));
            var material = new StorySearch(scan, since.Of(result)).Find(result.GetRequiredValue(id));
            new Collector(scan, material, material.Alarms.Count > 0 ? material.Alarms.Min(alarm => alarm.TimeMs) - SlackMs : since.Of(result)).Collect();
            Write(material, new StoryBuilder(material).Build(alarm => SampleBuckets.Of(alarm, scan)), result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static void Write(Material material, List<StoryNode> story, bool isJson, Terminal terminal)
    {
        var alarm = material.Alarms.Count > 0 ? material.Alarms[0] : null;
        var alarmMs = alarm?.TimeMs ?? story.Where(node => node.TimeMs > 0).Select(node => node.TimeMs).DefaultIfEmpty().Min();
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new
            {
                EpisodeId = material.EpisodeId.Length > 0 ? material.EpisodeId : null,
                Rule = alarm?.Value.RuleName,
                Entity = alarm?.Value.Name,
                Scope = alarm?.Value.Scope,
                Time = IsoTime.TextOrNull(alarmMs),
                Story = story.Select(node => StoryReport.Of(node, alarmMs)),
            });
            return;
        }

        if (alarm?.Value is { } first)
        {
            terminal.Out.WriteLine($"{OneLine.Of(first.RuleName)}  {terminal.Bold(OneLine.Of(first.Name))}  {OneLine.Of(first.Scope)}  episode {OneLine.Of(material.EpisodeId)}");
        }
        else if (material.AlarmIds.Count > 0)
        {
            terminal.Out.WriteLine($"alarm {string.Join(", ", material.AlarmIds)} isn't in the alarms topic any more, or not in what was read of it");
        }

        new StoryText(alarmMs, terminal).Write(story);
    }
}
