using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Cli.Provisioning;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary><c>tocsin records list</c>.</summary>
internal static class ListCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var filter = new RecordOptions();
        var since = new SinceOption("Those that changed not earlier than this", TimeSpan.FromHours(24), TimeProvider.System);
        var limit = CreateCommand.Positive("--limit", $"Only the newest so many [default: {DefaultLimit}]");
        limit.Aliases.Add("-n");
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "list",
            "Lists processing records, the newest first: what was asked for because of alarms, and what became of it.",
            ("what failed or was blocked today", "tocsin records list --status failure blocked"),
            ("what an entity's alarms led to in the last hour", "tocsin records list --entity 'checkout*' --since 1h"),
            ("who waits for an answer", "tocsin records list --status approval -o json | jq -r '.records[].id'"))
        {
            limit, output,
        };
        filter.AddTo(command);
        since.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            using var ledger = new Ledger(kafka.Client(result), kafka.Topics(result), since.Of(result));
            var newest = new NewestRecords(filter.Filter(result));
            ledger.ReadOn((record, _) => newest.Take(record));
            Write(newest.InOrder(), result.GetValue(limit) ?? DefaultLimit, ledger.SinceMs, result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static void Write(List<ProcessingRecord> records, int limit, long sinceMs, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { Records = records.Take(limit).Select(record => JsonNode.Parse(JsonFormatter.Default.Format(record))), Total = records.Count, Since = IsoTime.Text(sinceMs) });
            return;
        }

        if (records.Count > 0)
        {
            RecordTable.Of(records.Take(limit), terminal).Write(terminal);
        }

        var cut = records.Count > limit ? $", the newest {limit} are shown" : "";
        terminal.Out.WriteLine($"{Plural.Of(records.Count, "processing record")} changed since {LogTime.Text(sinceMs)}Z{cut}");
    }
}
