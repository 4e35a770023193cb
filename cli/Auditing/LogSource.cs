using System.CommandLine;
using Tocsin.Cli.Applying;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Auditing;

/// <summary>The options that say where the recorded log of a command is.</summary>
internal sealed class LogSource
{
    private readonly KafkaOptions _kafka = new();

    public void AddTo(Command command) => _kafka.AddTo(command);

    public Topics Topics(ParseResult result) => _kafka.Topics(result);

    /// <exception cref="StageFailureException">It can't be opened.</exception>
    public IRecordedLog Open(ParseResult result) => new KafkaRecordedLog(_kafka.Client(result));

    /// <summary>Rules as a command line names them: by a file, a version, or the beginning of one.</summary>
    /// <exception cref="StageFailureException">There are no such rules, or they have errors.</exception>
    public RuleSet Rules(ParseResult result, string name, IRecordedLog log) =>
        RulesSource.ReadFile(name) ?? new RecordedRules(log, Topics(result)).FindBeginning(name);
}
