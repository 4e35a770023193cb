using System.CommandLine;
using Tocsin.Detect.Auditing;

namespace Tocsin.Cli.Auditing;

/// <summary>The form of <c>tocsin explain</c> that says why a rule did, or didn't, fire for an entity.</summary>
internal static class ExplainRuleCommand
{
    private const int MsPerMinute = 60_000;

    public static Command Create(Terminal terminal)
    {
        var source = new LogSource();
        var rule = new Argument<string>("RULE") { Description = "A rule or composite rule" };
        var entity = new Argument<string>("ENTITY") { Description = "The entity's name or id" };
        var at = TimeOption.Create("--at", "The moment to explain; the check that was due then [default: now]", TimeProvider.System);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "explain",
            "Says why a rule did, or didn't, fire for an entity: every minute of its window with the samples that came, and what the check made of them.",
            ("why is checkout not alarming?", "tocsin explain service_resp_time_rule checkout"),
            ("why did it this night?", "tocsin explain service_resp_time_rule checkout --at 2026-01-31T03:12 -o json"))
        {
            rule, entity, at, output,
        };
        source.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            using var log = source.Open(result);
            var atMs = result.GetValue(at) ?? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            return Run(new(log, source.Topics(result)), result.GetRequiredValue(rule), result.GetRequiredValue(entity), atMs, result.GetRequiredValue(output) == OutputOption.Json, terminal, cancel);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Explains the last check whose minute had ended by then.</summary>
    internal static int Run(Explanation explanation, string rule, string entity, long atMs, bool isJson, Terminal terminal, CancellationToken cancel)
    {
        var minute = (int)(atMs / MsPerMinute) - 1;
        var partitions = explanation.Of(rule, entity, minute, cancel);
        cancel.ThrowIfCancellationRequested();
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, ExplainedJson.Of(partitions, rule, entity, minute));
        }
        else
        {
            new ExplainedText(rule, entity, minute, terminal).Write(partitions);
        }

        return partitions.Any(partition => partition.Trace.Subjects.Any(subject => subject.Rule == rule)) ? ExitCode.Fine : ExitCode.Problems;
    }
}
