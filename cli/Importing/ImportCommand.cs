using System.CommandLine;
using Tocsin.Cli.Auditing;
using Tocsin.Detect.Importing;
using Tocsin.Runtime.Ranges.Files;

namespace Tocsin.Cli.Importing;

/// <summary><c>tocsin import</c>: what was exported, in fresh topics.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var folder = new Argument<string>("FOLDER") { Description = "What 'tocsin export' wrote" };
        var appendTime = new Option<bool>("--append-time") { Description = "Writes to topics with LogAppendTime, too, whose records get new times" };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "import",
            "Writes exported records to fresh topics of another prefix, and reads them back. Topics that are missing are made.",
            ("a bad night, on a cluster for trials", "tocsin import night --prefix night -b trials:9092"),
            ("and what other rules would have said", "tocsin backtest new.yml --from 2026-01-30T22:00 --to 2026-01-31T06:00 --prefix night -b trials:9092"))
        {
            folder, appendTime, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            using var files = new FileRecordedLog(result.GetRequiredValue(folder));
            var import = new LogImport(files, kafka.Client(result), new(kafka.Topics(result), result.GetValue(appendTime)));
            ImportOutcome outcome;
            using (new ProgressBar(terminal, () => new(import.Done, import.Total, import.Done)))
            {
                outcome = import.Run(cancel);
            }

            Report(outcome, result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static void Report(ImportOutcome outcome, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, outcome);
            return;
        }

        foreach (var (topic, records) in outcome.Topics)
        {
            var times = outcome.Retimed.Contains(topic) ? terminal.Yellow("; their times are new, so alarms don't follow from them as they did") : "";
            terminal.Out.WriteLine(FormattableString.Invariant($"  {topic}  {records:#,0} records written and read back{times}"));
        }

        foreach (var (partition, from) in outcome.Cut)
        {
            terminal.Out.WriteLine(terminal.Yellow(FormattableString.Invariant($"partition {partition} begins at offset {from} of the original: an audit of these topics can't know what was open or silent then; 'tocsin audit --files' can")));
        }
    }
}
