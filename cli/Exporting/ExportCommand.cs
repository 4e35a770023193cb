using System.CommandLine;
using Tocsin.Cli.Auditing;
using Tocsin.Detect.Auditing;

namespace Tocsin.Cli.Exporting;

/// <summary><c>tocsin export</c>: a range of the log as files, for audits and back-tests without a Kafka.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var range = new RangeOptions(TimeProvider.System);
        var source = new LogSource();
        var folder = new Argument<string>("FOLDER") { Description = "A folder that is new or empty" };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "export",
            "Writes the metrics of a range, with as much before it as windows need, the rules and the recorded alarms to files.",
            ("a bad night, to look at elsewhere", "tocsin export night --from 2026-01-30T22:00 --to 2026-01-31T06:00"),
            ("and there", "tocsin audit --from 2026-01-30T22:00 --to 2026-01-31T06:00 --files night"))
        {
            folder, output,
        };
        range.AddTo(command);
        source.AddTo(command);
        command.SetAction((result, cancel) => Task.Run(() =>
        {
            using var log = source.Open(result, withHeaders: true);
            var (fromMs, toMs) = range.Of(result);
            var topics = source.Topics(result);
            var settings = new AuditSettings { Topics = topics, FromMs = fromMs, ToMs = toMs, GroupId = $"{topics.Prefix}.detect" };
            var manifest = new AuditExport(log, settings).Write(result.GetRequiredValue(folder), cancel);
            if (result.GetRequiredValue(output) == OutputOption.Json)
            {
                JsonOutput.Write(terminal.Out, manifest);
                return ExitCode.Fine;
            }

            foreach (var file in manifest.Files)
            {
                terminal.Out.WriteLine(FormattableString.Invariant($"  {file.Name}  offsets {file.From} to {file.To}, {Plural.Of((int)Math.Min(int.MaxValue, file.Records), "record")}"));
            }

            terminal.Out.WriteLine($"{Plural.Of(manifest.Files.Count, "file")} in {result.GetRequiredValue(folder)}, rules {string.Join(", ", manifest.Rules)}");
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }
}
