using System.CommandLine;
using System.Diagnostics;
using Tocsin.Detect.Auditing;
using Tocsin.Runtime.Ranges;

namespace Tocsin.Cli.Auditing;

/// <summary><c>tocsin audit</c>: whether the recorded alarms are those that follow from the log.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var range = new RangeOptions(TimeProvider.System);
        var source = new LogSource();
        var output = OutputOption.Create();
        var group = new Option<string?>("--group") { Description = "Detect's consumer group, whose positions say how far it has come [default: PREFIX.detect]" };
        var cache = new Option<string>("--cache") { Description = "A folder for states to start from and for unfinished audits", DefaultValueFactory = _ => CacheFolder.Default };
        var resume = new Option<bool>("--resume") { Description = "Goes on with the audit of this range that was interrupted" };
        var beginning = new Option<bool>("--from-beginning") { Description = "Replays everything before the range, too, however far back" };
        var command = new TocsinCommand(
            "audit",
            "Derives the alarms of a range from the metrics topic and compares them, byte for byte, with those that were recorded. Reads only: it joins no group and writes to no topic.",
            ("the last hour", "tocsin audit --from 1h"),
            ("a day, for programs", "tocsin audit --from 2026-01-30 --to 2026-01-31 -o json"),
            ("the demo of 'make run'", "tocsin audit --from 1h --prefix demo"))
        {
            group, cache, resume, beginning, output,
        };
        range.AddTo(command);
        source.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            var topics = source.Topics(result);
            var (fromMs, toMs) = range.Of(result);
            var settings = new AuditSettings
            {
                Topics = topics,
                FromMs = fromMs,
                ToMs = toMs,
                GroupId = result.GetValue(group) ?? $"{topics.Prefix}.detect",
                CacheFolder = result.GetRequiredValue(cache),
                Resumes = result.GetValue(resume),
                FromBeginning = result.GetValue(beginning),
            };
            using var log = source.Open(result);
            return Run(log, settings, result.GetRequiredValue(output) == OutputOption.Json, terminal, cancel);
        }, CancellationToken.None));
        return command;
    }

    internal static int Run(IRecordedLog log, AuditSettings settings, bool isJson, Terminal terminal, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var text = new AuditText(settings, terminal);
        var audit = new Audit(log, settings) { Planned = isJson ? _ => { } : text.Plan };
        if (!isJson)
        {
            text.Head();
        }

        AuditReport report;
        using (new ProgressBar(terminal, () => new(audit.Progress.Done, audit.Progress.Total, audit.Progress.Samples)))
        {
            report = audit.Run(cancel);
        }

        if (isJson)
        {
            JsonOutput.Write(terminal.Out, AuditJson.Of(report, settings));
        }
        else
        {
            text.Write(report, Stopwatch.GetElapsedTime(begun));
        }

        if (!report.IsComplete)
        {
            text.HowToResume();
        }

        return report is { IsComplete: true, IsIdentical: true } ? ExitCode.Fine : ExitCode.Problems;
    }
}
