using System.CommandLine;
using Tocsin.Detect.Auditing;

namespace Tocsin.Cli.Auditing;

/// <summary>The form of <c>tocsin explain</c> with two arguments: why a rule did, or didn't, fire for an entity.</summary>
internal sealed class ExplainRuleCommand(Terminal terminal)
{
    private const int MsPerMinute = 60_000;
    private readonly Argument<string?> _entity = new("ENTITY") { Description = "With a rule: the entity's name or id", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<long?> _at = TimeOption.Create("--at", "With a rule: the moment to explain; the check that was due then [default: now]", TimeProvider.System);

    /// <summary>Adds the second argument and what belongs to it.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_entity);
        command.Options.Add(_at);
    }

    public bool IsAsked(ParseResult result) => result.GetValue(_entity) is not null;

    public int Run(ParseResult result, LogSource source, string rule, bool isJson, CancellationToken cancel)
    {
        using var log = source.Open(result);
        var atMs = result.GetValue(_at) ?? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Run(new(log, source.Topics(result)), rule, result.GetRequiredValue(_entity)!, atMs, isJson, terminal, cancel);
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
