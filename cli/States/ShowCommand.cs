using System.CommandLine;
using Tocsin.Detect.Auditing;
using Tocsin.Runtime.Ranges;
using Tocsin.V1;

namespace Tocsin.Cli.States;

/// <summary><c>tocsin state show</c>: what Detect's saved state says of a rule and entity.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var rule = new Argument<string>("RULE") { Description = "A rule or composite rule" };
        var entity = new Argument<string>("ENTITY") { Description = "The entity's name or id" };
        var scope = new Option<string?>("--scope") { Description = "Of this kind, where several kinds of things have the name" };
        scope.AcceptOnlyFromAmong(EnumWord.All<Scope>());
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "show",
            "Says what Detect's saved state holds for a rule and entity: the matching minutes of the window, silence, the open episode, and up to where the log is part of it. Reads only.",
            ("does checkout still have an open episode?", "tocsin state show service_resp_time_rule checkout"),
            ("which of several things of that name, as JSON", "tocsin state show service_resp_time_rule checkout --scope endpoint -o json"))
        {
            rule, entity, scope, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            using var log = new KafkaRecordedLog(kafka.Client(result));
            var wanted = result.GetValue(scope) is { } word ? EnumWord.Find<Scope>(word) : null;
            var states = new SavedStates(log, kafka.Topics(result));
            return Run(states, result.GetRequiredValue(rule), result.GetRequiredValue(entity), wanted, result.GetRequiredValue(output) == OutputOption.Json, terminal, cancel);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Fine if exactly one entity of the name has something to show.</summary>
    internal static int Run(SavedStates states, string rule, string entity, Scope? scope, bool isJson, Terminal terminal, CancellationToken cancel)
    {
        var found = ShownState.Of(states.Find(rule, entity, cancel), states.Topic, rule, entity, scope);
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, StateJson.Of(found));
        }
        else
        {
            new StateText(found, terminal).Write();
        }

        return found.Outcome == StateOutcome.Found ? ExitCode.Fine : ExitCode.Problems;
    }
}
