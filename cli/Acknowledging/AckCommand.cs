using System.CommandLine;
using Tocsin.Cli.Acting;
using Tocsin.Cli.Alarms;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Acknowledging;

/// <summary><c>tocsin ack</c>: somebody takes care of alarms.</summary>
internal static class AckCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var ids = new Argument<string[]>("ALARM") { Description = "Alarms or their episodes, by id or the beginning of one", Arity = ArgumentArity.ZeroOrMore };
        var rule = new Option<string?>("--rule") { Description = "All active alarms of this rule; * stands for anything" };
        var entity = new Option<string?>("--entity", "-e") { Description = "All active alarms of this entity, by its name; * stands for anything" };
        var comment = new Option<string?>("--comment") { Description = "What is being done" };
        var by = ByOption.Create();
        var since = new SinceOption("Looks for active alarms that said something not earlier than this", AlarmLog.Back, TimeProvider.System);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what it would acknowledge" };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "ack",
            "Acknowledges active alarms: no repeats, no escalation and no packages for them until they are over; their recovery is still told. Exit code: 0 acknowledged; 1 no active alarm was found; 2 wrong usage.",
            ("one alarm, by the beginning of its id", "tocsin ack 1f2e3d4c --comment \"restarting it\""),
            ("all of one entity", "tocsin ack --entity 'checkout*'"),
            ("which ones that would be", "tocsin ack --rule 'disk_*' --dry-run"))
        {
            ids, rule, entity, comment, by, dryRun, output,
        };
        since.AddTo(command);
        kafka.AddTo(command);
        command.Validators.Add(result =>
        {
            var named = result.GetResult(ids) is { Tokens.Count: > 0 };
            var filtered = result.GetResult(rule) is not null || result.GetResult(entity) is not null;
            if (named == filtered)
            {
                result.AddError(named ? "either ids of alarms or --rule and --entity, not both" : "what to acknowledge? Name alarms by their ids, or --rule or --entity");
            }
        });
        command.SetAction((result, _) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var named = result.GetValue(ids) ?? [];
            var active = ActiveAlarms.Read(client, topics, since.Of(result), named);
            var alarms = named.Length > 0 ? [.. named.Select(active.Find).DistinctBy(alarm => alarm.EpisodeId)] : Matching(active, result.GetValue(rule), result.GetValue(entity));
            if (!result.GetValue(dryRun))
            {
                using var writer = new ActionWriter(client, topics);
                writer.Write([.. alarms.Select(alarm => Acknowledge(alarm, result.GetRequiredValue(by), result.GetValue(comment) ?? ""))]);
            }

            Write(alarms, result.GetValue(dryRun), result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static IReadOnlyList<AlarmMessage> Matching(ActiveAlarms active, string? rule, string? entity)
    {
        var (rules, entities) = (new Glob(rule ?? "*"), new Glob(entity ?? "*"));
        IReadOnlyList<AlarmMessage> alarms = [.. active.All.Where(alarm => rules.Matches(alarm.RuleName) && entities.Matches(alarm.Name))];
        return alarms.Count > 0 ? alarms : throw new StageFailureException(
            $"no active alarm{(rule is null ? "" : $" of a rule '{OneLine.Of(rule)}'")}{(entity is null ? "" : $" of an entity '{OneLine.Of(entity)}'")} in the alarms topic since {LogTime.Text(active.SinceMs)}Z, of {active.All.Count} active in all");
    }

    private static (byte[] Key, ActionRecord Record) Acknowledge(AlarmMessage alarm, string by, string comment) => (
        EntityKey.Of(alarm),
        new ActionRecord { Acknowledgement = new Acknowledgement { EpisodeId = alarm.EpisodeId, By = by, Comment = comment } });

    private static void Write(IReadOnlyList<AlarmMessage> alarms, bool isDryRun, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { Acknowledged = !isDryRun, Alarms = alarms.Select(AlarmReport.Of) });
            return;
        }

        foreach (var alarm in alarms)
        {
            terminal.Out.WriteLine(ShortAlarm.Of(alarm, terminal));
        }

        terminal.Out.WriteLine($"{Plural.Of(alarms.Count, "alarm")} {(isDryRun ? "would be acknowledged" : "acknowledged")}");
    }
}
