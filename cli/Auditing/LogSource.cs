using System.CommandLine;
using Tocsin.Cli.Applying;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Ranges.Files;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Auditing;

/// <summary>The options that say where the recorded log of a command is.</summary>
internal sealed class LogSource
{
    private readonly KafkaOptions _kafka = new();

    private readonly Option<string?> _files = new("--files") { Description = "A folder of exported records in place of a Kafka" };

    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        _kafka.AddTo(command);
    }

    /// <summary>How to reach the Kafka, for what isn't read from a recorded log.</summary>
    public ClientSettings Client(ParseResult result) => _kafka.Client(result);

    /// <summary>Those of the files have the prefix they were exported with.</summary>
    public Topics Topics(ParseResult result) => result.GetValue(_files) is { } folder ? new(ExportManifest.Read(folder).Prefix) : _kafka.Topics(result);

    /// <exception cref="StageFailureException">It can't be opened.</exception>
    public IRecordedLog Open(ParseResult result, bool withHeaders = false) =>
        result.GetValue(_files) is { } folder ? new FileRecordedLog(folder) : new KafkaRecordedLog(_kafka.Client(result), withHeaders);

    /// <summary>Rules as a command line names them: by a file, a version, or the beginning of one.</summary>
    /// <exception cref="StageFailureException">There are no such rules, or they have errors.</exception>
    public RuleSet Rules(ParseResult result, string name, IRecordedLog log) =>
        RulesSource.ReadFile(name) ?? new RecordedRules(log, Topics(result)).FindBeginning(name);
}
