using System.CommandLine;
using System.Globalization;
using Tocsin.Cli.Records;

namespace Tocsin.Cli.Packages;

/// <summary><c>tocsin packages</c>: what can be done about alarms, and how often it was.</summary>
internal static class PackagesCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var policies = new PolicyFiles();
        var since = new SinceOption("Counts runs of records that changed not earlier than this", TimeSpan.FromDays(7), TimeProvider.System);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "packages",
            "Lists packages, the built-in ones and those of the policies, and how often each ran: records that run, succeeded or failed, not those that were skipped, shielded or blocked.",
            ("the built-in ones and whatever ran", "tocsin packages"),
            ("with those of the policies", "tocsin packages --policies policies.yml --since 1d"))
        {
            output,
        };
        policies.AddTo(command);
        since.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            if (policies.Read(result, terminal) is not { } book)
            {
                return ExitCode.Problems;
            }

            using var ledger = new Ledger(kafka.Client(result), kafka.Topics(result), since.Of(result));
            var triggers = new Triggers();
            ledger.ReadOn((record, _) => triggers.Take(record));
            Write(PackageReport.Of(book, triggers.Counts), ledger.SinceMs, result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static void Write(IReadOnlyList<PackageReport> packages, long sinceMs, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { Packages = packages, Since = IsoTime.Text(sinceMs) });
            return;
        }

        var table = new Table("PACKAGE", "TYPE", "ENABLED", "RUNS", "RECEIVER", "DESCRIPTION");
        foreach (var package in packages)
        {
            table.Add(
                (package.Name, terminal.Bold),
                (package.Type ?? "?", null),
                (package.IsEnabled switch { true => "yes", false => "no", null => "?" }, package.IsEnabled == false ? terminal.Yellow : null),
                (package.Runs.ToString(CultureInfo.InvariantCulture), null),
                (package.Receiver ?? "", null),
                (package.Description, null));
        }

        table.Write(terminal);
        terminal.Out.WriteLine($"runs since {LogTime.Text(sinceMs)}Z");
    }
}
